using System.Globalization;
using System.Text;

namespace Freehold.Load;

/// <summary>Requests whose bytes were made beforehand, one per header line.</summary>
internal sealed class Requests
{
    /// <summary>Stands in a body for a running number of nine digits.</summary>
    public const string Running = "#########";

    private readonly List<(byte[] Bytes, int NumberAt)> made = [];
    private readonly bool inOrder;
    private ulong random = (ulong)TimeProvider.System.GetTimestamp() | 1;
    private int next;
    private static int running;

    private Requests(bool inOrder) => this.inOrder = inOrder;

    /// <summary>How many there are.</summary>
    public int Count => made.Count;

    /// <summary>GETs, one of them at random each time, or each once in their order.</summary>
    public static Requests Get(string path, IEnumerable<string> headers, bool inOrder = false) => Make("GET", path, headers.Select(header => (header, "")), inOrder);

    /// <summary>POSTs, one of them at random each time, or each once in their order.</summary>
    public static Requests Post(string path, IEnumerable<(string Header, string Body)> requests, bool inOrder) => Make("POST", path, requests, inOrder);

    /// <summary>Whether each has been sent, where each is to be sent once.</summary>
    public bool AreUsedUp => inOrder && next == made.Count;

    /// <summary>Writes the next one.</summary>
    public int Write(ref byte[] buffer, int at)
    {
        var (bytes, numberAt) = made[inOrder ? next++ : Draw()];
        while (buffer.Length < at + bytes.Length) Array.Resize(ref buffer, buffer.Length * 2);
        bytes.CopyTo(buffer, at);
        if (numberAt >= 0) Interlocked.Increment(ref running).TryFormat(buffer.AsSpan(at + numberAt, Running.Length), out _, "D9", CultureInfo.InvariantCulture);
        return bytes.Length;
    }

    private static Requests Make(string method, string path, IEnumerable<(string Header, string Body)> requests, bool inOrder)
    {
        var made = new Requests(inOrder);
        foreach (var (header, body) in requests)
        {
            var length = method == "GET" ? "" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n";
            var credentials = header.Length == 0 ? "" : header + "\r\n";
            var text = $"{method} {path} HTTP/1.1\r\nHost: localhost:8000\r\nAccept: application/json\r\nApi-Version: 4.4\r\n{credentials}{length}\r\n{body}";
            made.made.Add((Encoding.ASCII.GetBytes(text), text.IndexOf(Running, StringComparison.Ordinal)));
        }

        return made;
    }

    private int Draw()
    {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        return (int)(random % (ulong)made.Count);
    }
}
