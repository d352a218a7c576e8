using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;

namespace Freehold.AccountApi;

/// <summary>Answers of our own API; never kept by a cache.</summary>
internal static class AccountJson
{
    /// <summary>Writes what a caller asked for as one object; where there is nothing, their session is over.</summary>
    public static Task AnswerAsync<T>(HttpContext http, T? value, Action<Utf8JsonWriter, T> members) where T : class =>
        value is null ? AccountErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn)) : WriteAsync(http, StatusCodes.Status200OK, value, members);

    /// <summary>Writes one object; the callback writes its members.</summary>
    public static Task WriteAsync<T>(HttpContext http, int status, T value, Action<Utf8JsonWriter, T> members, string mediaType = "application/json")
    {
        http.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(http, status, mediaType, (value, members), static (json, told) =>
        {
            json.WriteStartObject();
            told.members(json, told.value);
            json.WriteEndObject();
        });
    }
}
