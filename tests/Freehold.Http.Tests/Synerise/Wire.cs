using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Synerise;

/// <summary>A bare connection: what is sent is sent byte for byte, without an HTTP library that would tidy it up.</summary>
internal sealed class Wire(Uri url)
{
    /// <summary>Sends a request of a published client.</summary>
    /// <param name="start">Such as <c>GET /v4/events</c>.</param>
    /// <param name="headers">Lines as the client writes them, with their case and in their order.</param>
    /// <param name="body">The text of the body; null sends none.</param>
    /// <param name="chunked">Whether it goes in chunks, without a length.</param>
    public async Task<WireAnswer> SendAsync(string start, string headers, string? body = null, bool chunked = false)
    {
        var ct = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port, ct);
        await using var stream = socket.GetStream();

        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        var framing = body is null ? "" : chunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {bytes.Length}\r\n";
        var lines = headers.ReplaceLineEndings("\r\n").Trim() + "\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{start} HTTP/1.1\r\nHost: {url.Authority}\r\n{lines}{framing}Connection: close\r\n\r\n"), ct);
        if (chunked) bytes = [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n0\r\n\r\n"u8];
        await stream.WriteAsync(bytes, ct);

        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, ct);
        return WireAnswer.Read(Encoding.UTF8.GetString(whole.ToArray()));
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record WireAnswer(int Status, string Head, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Token => (string)Json["token"]!;

    public static WireAnswer Read(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (text[..end], text[(end + 4)..]);
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) body = Joined(body);
        return new WireAnswer(int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture), head, body);
    }

    private static string Joined(string chunks)
    {
        var whole = new StringBuilder();
        for (var rest = chunks; ;)
        {
            var line = rest.IndexOf("\r\n", StringComparison.Ordinal);
            var length = int.Parse(rest[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return whole.ToString();
            whole.Append(rest.AsSpan(line + 2, length));
            rest = rest[(line + 4 + length)..];
        }
    }
}
