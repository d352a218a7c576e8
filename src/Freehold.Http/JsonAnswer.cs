using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>Answers that are one value.</summary>
public static class JsonAnswer
{
    /// <summary>Answers with a status, a media type and what <paramref name="write"/> writes of the value; writing never waits.</summary>
    public static Task WriteAsync<T>(HttpContext http, int status, string mediaType, T value, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = JsonBuffer.Rent();
        write(buffer.Writer, value);
        return buffer.SendAsync(http, status, mediaType);
    }
}
