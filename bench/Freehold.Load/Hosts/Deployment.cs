using System.Globalization;
using Freehold.Postgres;
using Freehold.Sqlite;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>A filled database of Freehold, which servers are started on one after the other.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const string PublicUrl = "http://localhost:8000";

    private readonly PostgresServer? server;

    private Deployment(string storage, string data, PostgresServer? server, string? connectionString)
    {
        Storage = storage;
        Data = data;
        this.server = server;
        ConnectionString = connectionString;
    }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Storage { get; }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>Of the PostgreSQL database; null on SQLite.</summary>
    public string? ConnectionString { get; }

    /// <summary>The options under which it is filled and served.</summary>
    public FreeholdOptions Options => new() { Data = Data, PublicUrl = PublicUrl };

    /// <summary>An empty database.</summary>
    public static async Task<Deployment> NewAsync(string storage, string data, CancellationToken ct)
    {
        Directory.CreateDirectory(data);
        if (storage == "sqlite") return new Deployment(storage, data, null, null);

        var server = await PostgresServer.StartAsync(durable: true, ct);
        return new Deployment(storage, data, server, await server.CreateDatabaseAsync(ct));
    }

    /// <summary>Chooses the storage of the core.</summary>
    public void Use(FreeholdServices freehold) => _ = ConnectionString is null ? freehold.UseSqlite() : freehold.UsePostgres(ConnectionString);

    /// <summary>The settings of a server on it; the queue for hashes is the default one, which tests make longer.</summary>
    public Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["Freehold:PublicUrl"] = PublicUrl,
            ["Freehold:Storage"] = Storage,
            ["Logging:LogLevel:Default"] = "Error",
            ["Freehold:Passwords:QueueSeconds"] = new PasswordOptions().QueueSeconds.ToString(CultureInfo.InvariantCulture),
        };
        if (ConnectionString is not null) settings["ConnectionStrings:Freehold"] = ConnectionString;
        foreach (var (name, value) in more) settings[name] = value;
        return settings;
    }

    /// <summary>The real server on it.</summary>
    public Task<FreeholdProcess> StartAsync(CancellationToken ct, params (string Name, string Value)[] more) => FreeholdProcess.StartAsync(Data, ct, Settings(more));

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
    }
}
