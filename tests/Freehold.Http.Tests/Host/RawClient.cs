using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Freehold.Http.Tests.Host;

/// <summary>Sends one request again and again over a socket and reads the answers, without allocating anything meanwhile.</summary>
internal sealed class RawClient : IDisposable
{
    /// <summary>Stands in the body for a number that is another one each time.</summary>
    public const string Running = "#########";

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request;
    private readonly byte[] answer = new byte[64 * 1024];
    private readonly int runningAt;
    private int number;

    public RawClient(Uri url, string method, string path, string credentials, string body = "")
    {
        var length = body.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n";
        var text = $"{method} {path} HTTP/1.1\r\nHost: {url.Authority}\r\n{credentials}\r\n{length}\r\n{body}";
        request = Encoding.ASCII.GetBytes(text);
        runningAt = text.IndexOf(Running, StringComparison.Ordinal);
        socket.Connect(IPAddress.Loopback, url.Port);
    }

    /// <summary>Sends and reads so many times; every answer must be 200.</summary>
    public void Send(int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (runningAt >= 0) (++number).TryFormat(request.AsSpan(runningAt, Running.Length), out _, "D9", CultureInfo.InvariantCulture);
            socket.Send(request);
            var received = 0;
            while (!IsComplete(answer.AsSpan(0, received))) received += Receive(received);
            if (!answer.AsSpan(0, received).StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, received));
        }
    }

    public void Dispose() => socket.Dispose();

    private int Receive(int at)
    {
        var count = socket.Receive(answer, at, answer.Length - at, SocketFlags.None);
        return count > 0 ? count : throw new IOException("The server closed the connection.");
    }

    private static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;

        var length = bytes[(bytes.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        return bytes.Length == head + 4 + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
