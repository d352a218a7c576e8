using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.AccountApi;

/// <summary>Takes newline-delimited JSON of any length: each line is accepted or refused on its own, and kept as soon as its batch is full.</summary>
internal static class Upload
{
    private const int LinesInOneBatch = 500;
    private const int LongestLine = 1024 * 1024;

    /// <summary>Long lines fill a batch sooner, so that memory does not depend on how long they are.</summary>
    private const int BytesInOneBatch = 4 * 1024 * 1024;

    /// <summary>Refused lines are answered one by one up to here, so that a wrong file does not fill the memory.</summary>
    private const int MostListed = 10_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    private sealed class Progress<T>
    {
        public List<T> Batch { get; } = new(LinesInOneBatch);

        public List<(int Line, string Message)> Refused { get; } = [];

        public int Line { get; set; }

        public long Bytes { get; set; }

        public bool IsFull => Batch.Count == LinesInOneBatch || Bytes >= BytesInOneBatch;

        public int Accepted { get; set; }
    }

    public static async Task PutAsync<T>(HttpContext http, Func<JsonElement, Result<T>> read, Func<IReadOnlyList<T>, CancellationToken, Task> keep)
    {
        var ct = http.RequestAborted;
        if (http.Request.Headers.ContentEncoding is [{ Length: > 0 } coding, ..] && coding != "identity")
        {
            await AccountErrors.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "encoded", "The body must not be compressed.");
            return;
        }

        var progress = new Progress<T>();
        var body = http.Request.BodyReader;
        while (true)
        {
            var part = await body.ReadAsync(ct);
            var buffer = part.Buffer;
            while (NextLine(ref buffer, part.IsCompleted, out var line))
            {
                Take(progress, line, read);
                if (progress.IsFull) await KeepAsync();
            }

            if (buffer.Length > LongestLine)
            {
                await KeepAsync();
                await AccountErrors.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "too_large", $"Line {progress.Line + 1} is longer than 1 MiB; the lines before it were read.");
                return;
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (part.IsCompleted) break;
        }

        await KeepAsync();
        await AccountJson.WriteAsync(http, StatusCodes.Status200OK, progress, static (json, done) =>
        {
            json.WriteNumber("accepted"u8, done.Accepted);
            json.WriteStartArray("refused"u8);
            foreach (var (line, message) in done.Refused)
            {
                json.WriteStartObject();
                json.WriteNumber("line"u8, line);
                json.WriteString("message"u8, message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

        async Task KeepAsync()
        {
            if (progress.Batch.Count == 0) return;
            await keep(progress.Batch, ct);
            progress.Accepted += progress.Batch.Count;
            progress.Batch.Clear();
            progress.Bytes = 0;
        }
    }

    private static bool NextLine(ref ReadOnlySequence<byte> buffer, bool last, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = last ? buffer : default;
        if (last) buffer = buffer.Slice(buffer.End);
        return last && !line.IsEmpty;
    }

    private static void Take<T>(Progress<T> progress, ReadOnlySequence<byte> line, Func<JsonElement, Result<T>> read)
    {
        if (progress.Line++ == 0) line = JsonLines.WithoutMark(line);
        if (IsBlank(line)) return;
        var message = Read(line, read, out var value);
        if (message is not null)
        {
            if (progress.Refused.Count < MostListed) progress.Refused.Add((progress.Line, message));
            return;
        }

        progress.Batch.Add(value!);
        progress.Bytes += line.Length;
    }

    /// <summary>Why a line is refused; null when it is not.</summary>
    private static string? Read<T>(ReadOnlySequence<byte> line, Func<JsonElement, Result<T>> read, out T? value)
    {
        value = default;
        try
        {
            var bytes = line.ToArray();
            if (!JsonTexts.AreReadable(bytes)) return JsonLines.Refusal;
            using var document = JsonDocument.Parse(bytes, Options);
            if (read(document.RootElement).Is(out value, out var failure)) return null;
            return failure.Field is { } field ? $"{field}: {AccountErrors.Of(failure.Code).Title}" : AccountErrors.Of(failure.Code).Title;
        }
        catch (JsonException)
        {
            return JsonLines.Refusal;
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            if (part.Span.ContainsAnyExcept(" \t\r"u8)) return false;
        return true;
    }
}
