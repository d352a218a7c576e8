using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>
/// Writes a JSON answer with its length: into a buffer of the thread first, since a writer and a chunked body per answer
/// cost more than copying a kilobyte.
/// </summary>
public static class JsonAnswer
{
    /// <summary>A buffer that one long answer has grown beyond this is not kept.</summary>
    private const int MostKept = 256 * 1024;

    /// <summary>Text is encoded for JSON alone: answers are never embedded in pages, and <c>&amp;</c> in an address stays readable.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? spare;

    /// <summary>Answers with a status, a media type and what <paramref name="write"/> writes of the value; writing never waits.</summary>
    public static Task WriteAsync<T>(HttpContext http, int status, string mediaType, T value, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(write);
        var (buffer, writer) = spare ?? Fresh();
        spare = null;
        write(writer, value);
        writer.Flush();

        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            spare = (buffer, writer);
        }

        var flushed = response.BodyWriter.FlushAsync(http.RequestAborted);
        if (!flushed.IsCompletedSuccessfully) return flushed.AsTask();
        _ = flushed.Result;
        return Task.CompletedTask;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Fresh()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}
