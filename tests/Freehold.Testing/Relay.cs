using System.Net;
using System.Net.Sockets;

namespace Freehold.Testing;

/// <summary>Stands before a server on this machine and passes on what is said; while it is held nothing passes, as through a network that broke.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task accepting;
    private volatile TaskCompletionSource open = new();

    /// <summary>Stands before a port.</summary>
    public Relay(int port)
    {
        Release();
        listener.Start();
        accepting = AcceptAsync(port);
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Lets nothing pass from now on.</summary>
    public void Hold() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything pass again, also what was said meanwhile.</summary>
    public void Release() => open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await ended.CancelAsync();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync(int port)
    {
        while (true) _ = ConnectAsync(await listener.AcceptTcpClientAsync(ended.Token), port);
    }

    private async Task ConnectAsync(TcpClient client, int port)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, port, ended.Token);
            await Task.WhenAny(PassAsync(client.GetStream(), server.GetStream()), PassAsync(server.GetStream(), client.GetStream()));
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var bytes = new byte[4096];
        while (await from.ReadAsync(bytes, ended.Token) is > 0 and var count)
        {
            await open.Task;
            await to.WriteAsync(bytes.AsMemory(0, count), ended.Token);
        }
    }
}
