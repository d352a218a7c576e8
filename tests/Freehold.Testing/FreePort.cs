using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Freehold.Testing;

/// <summary>Ports for servers that tests start.</summary>
public static class FreePort
{
    // Below the range that Linux and Windows take for outgoing connections (32768 and up), so that no client ends up on it meanwhile.
    private const int First = 20000;
    private const int Last = 32000;

    private static readonly ConcurrentDictionary<int, bool> given = new();

    /// <summary>A port of 127.0.0.1 that nobody listened on a moment ago, and that this process hands out once.</summary>
    public static int Next()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (given.TryAdd(port, true) && IsFree(port)) return port;
        }

        throw new InvalidOperationException("no free port was found");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
