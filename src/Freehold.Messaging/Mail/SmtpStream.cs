using System.Globalization;
using System.Text;

namespace Freehold.Messaging;

/// <summary>Lines and replies over a connection.</summary>
internal sealed class SmtpStream(Stream inner) : IAsyncDisposable
{
    // RFC 5321, 4.5.3.1.5 allows 512; some servers send more.
    private const int LongestLine = 4096;
    private const int MostLines = 100;

    private readonly byte[] buffer = new byte[LongestLine];
    private int start, end;

    /// <summary>Gives the connection to a TLS layer.</summary>
    /// <exception cref="IOException">Something was sent ahead of the handshake, as in an injection of commands.</exception>
    public Stream Release() => start == end ? inner : throw new IOException("The mail server sent something ahead of TLS.");

    public async Task WriteLineAsync(string line, CancellationToken ct)
    {
        if (line.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0) throw new IOException("A line of SMTP cannot hold a line break.");
        await inner.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);
        await inner.FlushAsync(ct);
    }

    /// <summary>A whole text and the dot that ends it; it must end in a line break. A line that begins with a dot gets another (RFC 5321, 4.5.2).</summary>
    public async Task WriteTextAsync(byte[] text, CancellationToken ct)
    {
        var stuffed = new MemoryStream(text.Length + 64);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && (i == 0 || text[i - 1] == '\n')) stuffed.WriteByte((byte)'.');
            stuffed.WriteByte(text[i]);
        }

        stuffed.Write(".\r\n"u8);
        await inner.WriteAsync(stuffed.GetBuffer().AsMemory(0, (int)stuffed.Length), ct);
        await inner.FlushAsync(ct);
    }

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(ct);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) break;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new SmtpReply(code, lines);
        }

        throw new IOException("The mail server does not speak SMTP.");
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, length).TrimEnd('\r');
                start += length + 1;
                return line;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
            if (end == buffer.Length) throw new IOException("The mail server sent an endless line.");
            var read = await inner.ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0) throw new IOException("The mail server hung up.");
            end += read;
        }
    }
}
