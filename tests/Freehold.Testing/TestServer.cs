using Freehold.Server;
using Freehold.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Testing;

/// <summary>The very application that ships, on real Kestrel at a free loopback port, with a clock that tests move and a folder of its own.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TemporaryFolder folder;

    private TestServer(WebApplication app, TemporaryFolder folder, Uri url, ManualTime clock)
    {
        this.app = app;
        this.folder = folder;
        Url = url;
        Clock = clock;
        Client = NewClient();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>The application's clock; stands still until a test advances it.</summary>
    public ManualTime Clock { get; }

    /// <summary>A client without cookies and redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>The application's services, for what cannot be seen from outside.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The data folder.</summary>
    public string Folder => folder.Path;

    /// <summary>Starts a server.</summary>
    /// <param name="storage"><c>sqlite</c> or <c>postgres</c> (a fresh database of the shared server).</param>
    /// <param name="settings">Further settings, named as in appsettings.json.</param>
    /// <param name="environment">Development unless a test is about Production.</param>
    /// <param name="adjust">Changes the application before it is built, such as its services.</param>
    public static async Task<TestServer> StartAsync(
        string storage = "sqlite", IReadOnlyDictionary<string, string?>? settings = null, string environment = "Development", Action<WebApplicationBuilder>? adjust = null)
    {
        var folder = new TemporaryFolder();
        var clock = new ManualTime();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var configuration = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Freehold:Storage"] = storage };
        // A busy machine may take longer than customers would wait.
        configuration.TryAdd("Freehold:Passwords:QueueSeconds", "30");
        if (environment != "Production") configuration.TryAdd("Freehold:Passwords:MemoryKib", "64");
        if (storage == "postgres")
            configuration["ConnectionStrings:Freehold"] = await (await PostgresServer.SharedAsync(CancellationToken.None)).CreateDatabaseAsync(CancellationToken.None);

        var app = Application.Build(["--urls", url.OriginalString, "--data", folder.Path, "--environment", environment], builder =>
        {
            builder.Configuration.AddInMemoryCollection(configuration);
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders();
            adjust?.Invoke(builder);
        });
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        return new TestServer(app, folder, url, clock);
    }

    /// <summary>A further client, with a cookie jar of its own where asked for.</summary>
    public HttpClient NewClient(bool cookies = false) =>
        new(new SocketsHttpHandler { UseCookies = cookies, AllowAutoRedirect = false }) { BaseAddress = Url };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await EveryIdentifier.IsFoundByItsCustomerAsync(app.Services.GetRequiredService<Database>());
        await app.DisposeAsync();
        folder.Dispose();
    }
}
