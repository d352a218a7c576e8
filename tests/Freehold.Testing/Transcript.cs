using System.Text;

namespace Freehold.Testing;

/// <summary>
/// Requests and their answers as one text, compared with the approved <c>tests/Freehold.Http.Tests/Transcripts/{name}.txt</c>.
/// <c>make accept</c> (ACCEPT=1) rewrites the approved file; a missing one fails.
/// </summary>
public sealed class Transcript(string name, params IReadOnlyList<Placeholder> placeholders)
{
    /// <summary>Headers that belong to the contract; the others depend on transport and clock.</summary>
    private static readonly string[] Headers =
    [
        "Accept", "Api-Version", "Authorization", "Cookie", "Idempotency-Key", "If-Match", "Content-Type",
        "Allow", "Cache-Control", "ETag", "Location", "Retry-After", "Set-Cookie", "Vary", "WWW-Authenticate",
    ];

    private readonly StringBuilder text = new();
    private readonly Normaliser normaliser = new(placeholders);

    /// <summary>Where the approved text lies; settable for the harness's own tests.</summary>
    public string Folder { get; init; } = Path.Combine(Repository.Root, "tests/Freehold.Http.Tests/Transcripts");

    /// <summary>Whether comparing rewrites the approved text.</summary>
    public bool Accepts { get; init; } = Environment.GetEnvironmentVariable("ACCEPT") == "1";

    /// <summary>Adds the answer and the request that led to it; both bodies can still be read afterwards.</summary>
    public async Task RecordAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var request = response.RequestMessage ?? throw new ArgumentException("the answer does not know its request", nameof(response));
        if (text.Length > 0) text.Append('\n').Append('-', 80).Append("\n\n");

        var target = request.RequestUri is { IsAbsoluteUri: true } uri ? uri.PathAndQuery : $"{request.RequestUri}";
        text.Append(normaliser.Plain($"{request.Method} {target}\n"));
        await AppendAsync(request.Headers.NonValidated, request.Content, ct);
        text.Append('\n').Append((int)response.StatusCode).Append('\n');
        await AppendAsync(response.Headers.NonValidated, response.Content, ct);
    }

    /// <summary>Fails with a line-by-line difference unless everything recorded is what was approved.</summary>
    public void Compare()
    {
        if (text.Length == 0) throw new TranscriptException($"Transcript {name}: nothing was recorded");

        var file = Path.Combine(Folder, $"{name}.txt");
        var recorded = text.ToString();
        if (Accepts)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, recorded);
            return;
        }

        if (!File.Exists(file)) throw new TranscriptException($"Transcript {name} was never approved (make accept). Recorded:\n{recorded}");

        var approved = File.ReadAllText(file);
        if (approved != recorded) throw new TranscriptException($"Transcript {name} differs (- approved, + recorded; make accept approves):\n{LineDifference.Between(approved, recorded)}");
    }

    private async Task AppendAsync(System.Net.Http.Headers.HttpHeadersNonValidated headers, HttpContent? content, CancellationToken ct)
    {
        foreach (var header in Headers)
        {
            if (headers.TryGetValues(header, out var values) || content?.Headers.NonValidated.TryGetValues(header, out values) == true)
                foreach (var value in values) text.Append(normaliser.Plain($"{header}: {value}\n"));
        }

        if (content is null) return;

        // Content stays readable for the caller once it is buffered.
        await content.LoadIntoBufferAsync(ct);
        var body = await content.ReadAsStringAsync(ct);
        if (body.Length > 0) text.Append('\n').Append(normaliser.Body(body).ReplaceLineEndings("\n").TrimEnd('\n')).Append('\n');
    }
}

/// <summary>A transcript is not what was approved.</summary>
public sealed class TranscriptException(string message) : Exception(message);
