using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Freehold.Load;

/// <summary>One kept-alive connection; requests may be pipelined on it, their answers come in the same order.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] EndOfHead = [.. "\r\n\r\n"u8];
    private static readonly byte[] Length = [.. "\r\nContent-Length: "u8];

    private readonly Socket socket;
    private readonly Queue<long> due = new();
    private byte[] output = new byte[4096];
    private byte[] input = new byte[16 * 1024];
    private int written;
    private int sent;
    private int received;

    public Connection(Uri url)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, url.Port);
        socket.Blocking = false;
    }

    public int Handle => (int)socket.Handle;

    /// <summary>Whether nothing waits for an answer.</summary>
    public bool IsIdle => due.Count == 0;

    /// <summary>When the requests that wait should have been sent, in microseconds.</summary>
    public IEnumerable<long> Waiting => due;

    /// <summary>Whether some of what was written has not gone out yet.</summary>
    public bool HasOutput => sent < written;

    /// <summary>Sends a request that was due at a moment.</summary>
    public void Send(Requests requests, long dueAt)
    {
        written += requests.Write(ref output, written);
        due.Enqueue(dueAt);
        Flush();
    }

    /// <summary>Sends what is still to go out.</summary>
    public void Flush()
    {
        var count = socket.Send(output.AsSpan(sent, written - sent), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) throw new SocketException((int)error);
        sent += Math.Max(0, count);
        if (sent == written) sent = written = 0;
    }

    /// <summary>Takes in all that has come, and tells of each answer its status and when its request was due.</summary>
    public void Receive(Action<int, long> answered)
    {
        while (true)
        {
            if (received == input.Length) Array.Resize(ref input, input.Length * 2);
            var count = socket.Receive(input.AsSpan(received), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return;
            if (error != SocketError.Success) throw new SocketException((int)error);
            if (count == 0) throw new IOException("The server closed a connection.");
            received += count;

            var taken = 0;
            while (Answer(input.AsSpan(taken, received - taken), out var status) is > 0 and var length)
            {
                taken += length;
                answered(status, due.Dequeue());
            }

            input.AsSpan(taken, received - taken).CopyTo(input);
            received -= taken;
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>The length of the answer that the bytes begin with; 0 while it is not complete.</summary>
    private static int Answer(ReadOnlySpan<byte> bytes, out int status)
    {
        status = 0;
        var head = bytes.IndexOf(EndOfHead);
        if (head < 0) return 0;

        status = int.Parse(bytes.Slice("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        var at = bytes[..head].IndexOf(Length);
        if (at < 0) throw new NotSupportedException("An answer without Content-Length: " + Encoding.ASCII.GetString(bytes[..head]));
        var number = bytes[(at + Length.Length)..];
        var length = head + EndOfHead.Length + int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return bytes.Length < length ? 0 : length;
    }
}
