using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.AccountApi;

/// <summary>Answers of our own API, written straight into the response; never kept by a cache.</summary>
internal static class AccountJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes what a caller asked for as one object; where there is nothing, their session is over.</summary>
    public static Task AnswerAsync<T>(HttpContext http, T? value, Action<Utf8JsonWriter, T> members) where T : class =>
        value is null ? AccountErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn)) : WriteAsync(http, StatusCodes.Status200OK, value, members);

    /// <summary>Writes one object; the callback writes its members.</summary>
    public static async Task WriteAsync<T>(HttpContext http, int status, T value, Action<Utf8JsonWriter, T> members, string mediaType = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "no-store";
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter, Options))
        {
            json.WriteStartObject();
            members(json, value);
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
