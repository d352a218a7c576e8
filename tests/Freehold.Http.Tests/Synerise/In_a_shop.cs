namespace Freehold.Http.Tests.Synerise;

/// <summary>A test with a server of its own, and a shop's app that speaks to it.</summary>
public abstract class In_a_shop : IAsyncLifetime
{
    private protected TestServer Server { get; private set; } = null!;

    private protected Shop Shop { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        Shop = new Shop(Server);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
