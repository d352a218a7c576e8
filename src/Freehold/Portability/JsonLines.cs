using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Freehold;

/// <summary>A line of newline-delimited JSON.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Document">What it holds; null where it is not JSON, holds what is no text, or is too long. Good until the next line is asked for.</param>
/// <param name="Bytes">How long it is, with its end.</param>
public readonly record struct JsonLine(int Number, JsonDocument? Document, long Bytes)
{
    /// <summary>Whether it is longer than 1 MiB, so that nobody looked into it.</summary>
    public bool IsTooLong => Bytes > JsonLines.Longest;
}

/// <summary>Reads newline-delimited JSON of any length; blank lines are counted and skipped.</summary>
public static class JsonLines
{
    /// <summary>Why a line without a document is refused; names the encoding, since JSON in another one is none here.</summary>
    public const string Refusal = "The line is not JSON in UTF-8.";

    /// <summary>1 MiB: a line is one customer.</summary>
    internal const int Longest = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The lines in their order.</summary>
    public static async IAsyncEnumerable<JsonLine> ReadAsync(PipeReader pipe, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var number = 1; ; number++)
        {
            var dropped = 0L;
            var part = await pipe.ReadAsync(ct);
            while (part.Buffer.PositionOf((byte)'\n') is null && !part.IsCompleted)
            {
                // A line that is too long is not kept in memory, only counted to its end.
                var tooLong = dropped + part.Buffer.Length > Longest;
                if (tooLong) dropped += part.Buffer.Length;
                pipe.AdvanceTo(tooLong ? part.Buffer.End : part.Buffer.Start, part.Buffer.End);
                part = await pipe.ReadAsync(ct);
            }

            var line = part.Buffer.PositionOf((byte)'\n') is { } end ? part.Buffer.Slice(0, part.Buffer.GetPosition(1, end)) : part.Buffer;
            var bytes = dropped + line.Length;
            var text = number == 1 ? WithoutMark(line) : line;
            var isTooLong = bytes > Longest;
            var isBlank = !isTooLong && IsBlank(text);
            using var document = isTooLong || isBlank ? null : Parse(text);

            // Nothing of the pipe is held while somebody looks at the line, or after the last one: otherwise the connection could not go on.
            pipe.AdvanceTo(line.End);
            if (bytes == 0) break;
            if (!isBlank) yield return new JsonLine(number, document, bytes);
        }
    }

    /// <summary>The first line without the mark that some programs put in front of UTF-8 (EF BB BF); JSON knows none.</summary>
    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> first)
    {
        var reader = new SequenceReader<byte>(first);
        return reader.IsNext("\uFEFF"u8, advancePast: true) ? reader.UnreadSequence : first;
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
