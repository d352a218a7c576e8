using Freehold.Postgres;
using Freehold.Sqlite;
using Freehold.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Testing;

/// <summary>The account core alone over a fresh database of either kind, without HTTP.</summary>
public sealed class TestCore : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly TemporaryFolder folder;

    private TestCore(ServiceProvider services, TemporaryFolder folder, ManualTime clock)
    {
        this.services = services;
        this.folder = folder;
        Clock = clock;
    }

    /// <summary>Both kinds of database, for theories.</summary>
    public static IEnumerable<object[]> Storages { get; } = [["sqlite"], ["postgres"]];

    /// <summary>The core's clock; stands still until a test advances it.</summary>
    public ManualTime Clock { get; }

    /// <summary>The database itself.</summary>
    public Database Database => Get<Database>();

    /// <summary>Whether the test writes identifiers that need not be anybody's; otherwise it fails where one is lost in the end.</summary>
    public bool WritesIdentifiersByHand { get; set; }

    /// <summary>The data folder.</summary>
    public string Folder => folder.Path;

    /// <summary>Starts the core on <c>sqlite</c> or <c>postgres</c>, with the cheapest password hashes that are still Argon2id.</summary>
    /// <param name="storage">The kind of database; a connection string stands for an existing PostgreSQL database, as another node of a cluster has.</param>
    /// <param name="adjust">Changes the services before they are built.</param>
    /// <param name="before">Writes what stands in the database before it is brought to this version.</param>
    public static async Task<TestCore> StartAsync(string storage, Action<IServiceCollection>? adjust = null, Func<Database, Task>? before = null)
    {
        var folder = new TemporaryFolder();
        var clock = new ManualTime();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Freehold:Passwords:BlockedList"] = "Off",
            ["Freehold:Passwords:MemoryKib"] = "64",
            ["Freehold:Passwords:QueueSeconds"] = "30",
        }).Build());
        services.AddSingleton<TimeProvider>(clock);
        adjust?.Invoke(services);
        var freehold = services.AddFreehold(new FreeholdOptions { Data = folder.Path, PublicUrl = "http://localhost:8000" });
        if (storage == "postgres") freehold.UsePostgres(await (await PostgresServer.SharedAsync(CancellationToken.None)).CreateDatabaseAsync(CancellationToken.None));
        else if (storage == "sqlite") freehold.UseSqlite();
        else freehold.UsePostgres(storage);

        var core = new TestCore(services.BuildServiceProvider(), folder, clock);
        if (before is not null) await before(core.Database);
        await core.Database.MigrateAsync(CancellationToken.None);
        return core;
    }

    /// <summary>Every service of a kind, such as what runs in the background of the application.</summary>
    public IEnumerable<T> All<T>() => services.GetServices<T>();

    /// <summary>An operation of the core, such as <c>Registrations</c>.</summary>
    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!WritesIdentifiersByHand) await EveryIdentifier.IsFoundByItsCustomerAsync(Database);
        await services.DisposeAsync();
        folder.Dispose();
    }
}
