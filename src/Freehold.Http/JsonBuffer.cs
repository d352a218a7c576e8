using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>
/// A buffer with its JSON writer, kept by the thread for the next answer: a writer and a chunked body per answer cost more
/// than copying a kilobyte.
/// </summary>
public sealed class JsonBuffer
{
    /// <summary>A buffer that one long answer has grown beyond this is not kept.</summary>
    private const int MostKept = 256 * 1024;

    /// <summary>Text is encoded for JSON alone: answers are never embedded in pages, and <c>&amp;</c> in an address stays readable.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static JsonBuffer? spare;

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly bool indented;

    private JsonBuffer(bool indented)
    {
        this.indented = indented;
        Writer = new Utf8JsonWriter(buffer, Plain with { Indented = indented });
    }

    /// <summary>Writes into the buffer.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>An empty buffer; <see cref="SendAsync"/> gives it back.</summary>
    public static JsonBuffer Rent(bool indented = false)
    {
        if (indented || spare is not { } kept) return new JsonBuffer(indented);
        spare = null;
        return kept;
    }

    /// <summary>Sends what was written as the whole answer, with its length.</summary>
    public Task SendAsync(HttpContext http, int status, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(http);
        Writer.Flush();
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = buffer.WrittenCount;
        // Over HTTP/2 the server would send it to whoever asked for the head alone.
        if (!HttpMethods.IsHead(http.Request.Method)) response.BodyWriter.Write(buffer.WrittenSpan);
        if (!indented && buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            Writer.Reset();
            spare = this;
        }

        var flushed = response.BodyWriter.FlushAsync(http.RequestAborted);
        if (!flushed.IsCompletedSuccessfully) return flushed.AsTask();
        _ = flushed.Result;
        return Task.CompletedTask;
    }
}
