using System.Net;
using System.Net.Sockets;

namespace Freehold.Testing;

/// <summary>Finds a TCP port for a process that cannot choose one itself.</summary>
public static class FreePort
{
    /// <summary>A port of 127.0.0.1 that was free a moment ago; somebody else may take it first, so callers try again.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
