using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;

namespace Freehold.Synerise;

/// <summary>Answers of this dialect.</summary>
internal static class SyneriseJson
{
    public static Task WriteAsync<T>(HttpContext http, int status, T value, Action<Utf8JsonWriter, T> write)
    {
        http.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(http, status, "application/json", value, write);
    }

    /// <summary>Success without a body, as every published client expects of changes.</summary>
    public static Task Empty(HttpContext http, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentLength = 0;
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
