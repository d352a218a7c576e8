using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Synerise;

/// <summary>Answers of this dialect, written straight into the response.</summary>
internal static class SyneriseJson
{
    /// <summary>Text is encoded for JSON alone: answers are never embedded in pages, and <c>&amp;</c> in an address stays readable.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, Options);

    public static async Task WriteAsync<T>(HttpContext http, int status, T value, Action<Utf8JsonWriter, T> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await using (var writer = Writer(http.Response.BodyWriter)) write(writer, value);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Success without a body, as every published client expects of changes.</summary>
    public static Task Empty(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentLength = 0;
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
