using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Freehold;

/// <summary>A line of newline-delimited JSON.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Document">What it holds; null where it is not JSON, or holds what is no text. Good until the next line is asked for.</param>
/// <param name="Bytes">How long it is, with its end.</param>
public readonly record struct JsonLine(int Number, JsonDocument? Document, long Bytes);

/// <summary>Reads newline-delimited JSON of any length; blank lines are counted and skipped.</summary>
public static class JsonLines
{
    /// <summary>1 MiB: a line is one customer.</summary>
    private const int Longest = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The lines in their order.</summary>
    /// <exception cref="InvalidDataException">A line is longer than 1 MiB.</exception>
    public static async IAsyncEnumerable<JsonLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        for (var number = 1; ; number++)
        {
            var part = await pipe.ReadAsync(ct);
            while (part.Buffer.PositionOf((byte)'\n') is null && !part.IsCompleted)
            {
                if (part.Buffer.Length > Longest) throw new InvalidDataException($"line {number} is longer than 1 MiB.");
                pipe.AdvanceTo(part.Buffer.Start, part.Buffer.End);
                part = await pipe.ReadAsync(ct);
            }

            var line = part.Buffer.PositionOf((byte)'\n') is { } end ? part.Buffer.Slice(0, part.Buffer.GetPosition(1, end)) : part.Buffer;
            if (line.IsEmpty) break;
            if (!IsBlank(line))
            {
                using var document = Parse(line);
                yield return new JsonLine(number, document, line.Length);
            }

            pipe.AdvanceTo(line.End);
        }

        await pipe.CompleteAsync();
    }

    private static JsonDocument? Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            var bytes = line.ToArray();
            return JsonTexts.AreReadable(bytes) ? JsonDocument.Parse(bytes, Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            if (part.Span.ContainsAnyExcept(" \t\r\n"u8)) return false;
        return true;
    }
}
