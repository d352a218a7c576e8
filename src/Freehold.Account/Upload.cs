using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.AccountApi;

/// <summary>Takes newline-delimited JSON of any length: each line is accepted or refused on its own, and kept as soon as its batch is full.</summary>
internal static class Upload
{
    private const int LinesInOneBatch = 500;

    /// <summary>Long lines fill a batch sooner, so that memory does not depend on how long they are.</summary>
    private const int BytesInOneBatch = 4 * 1024 * 1024;

    /// <summary>Refused lines are answered one by one up to here, so that a wrong file does not fill the memory.</summary>
    private const int MostListed = 10_000;

    private sealed class Progress<T>
    {
        public List<T> Batch { get; } = new(LinesInOneBatch);

        public List<(int Line, string Message)> Refused { get; } = [];

        public long Bytes { get; set; }

        public bool IsFull => Batch.Count == LinesInOneBatch || Bytes >= BytesInOneBatch;

        public int Accepted { get; set; }

        public void Take(T value, long bytes)
        {
            Batch.Add(value);
            Bytes += bytes;
        }

        public void Refuse(int line, string message)
        {
            if (Refused.Count < MostListed) Refused.Add((line, message));
        }
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
        await foreach (var line in JsonLines.ReadAsync(http.Request.BodyReader, ct))
        {
            if (line.IsTooLong)
            {
                await KeepAsync();
                await AccountErrors.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "too_large", $"Line {line.Number} is longer than 1 MiB; the lines before it were read.");
                return;
            }

            if (line.Document is not { } document) progress.Refuse(line.Number, JsonLines.Refusal);
            else if (read(document.RootElement).Is(out var value, out var failure)) progress.Take(value, line.Bytes);
            else progress.Refuse(line.Number, failure.Field is { } field ? $"{field}: {AccountErrors.Of(failure.Code).Title}" : AccountErrors.Of(failure.Code).Title);
            if (progress.IsFull) await KeepAsync();
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
}
