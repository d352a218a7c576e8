using System.Collections.Concurrent;
using Freehold.Storage;
using Microsoft.Data.Sqlite;

namespace Freehold.Sqlite;

/// <summary>The embedded database: readers in parallel, one writer that commits for a group of callers at once.</summary>
public sealed class SqliteDatabase : Database
{
    private static readonly SqlDialect Dialect = new(NamesParameters: true, Locked: new(""), SkipLocked: new(""));

    private readonly string connectionString;
    private readonly TimeProvider clock;
    private readonly FileStream processLock;
    private readonly ConcurrentStack<Session> readers = new();
    private readonly GroupCommit writer;

    /// <summary>Opens (or creates) the database file in a folder.</summary>
    /// <param name="folder">Created when absent; <c>freehold.db</c> and its lock live in it.</param>
    /// <param name="clock">Dates the migrations.</param>
    /// <exception cref="IOException">Another process holds the folder.</exception>
    public SqliteDatabase(string folder, TimeProvider clock)
    {
        this.clock = clock;
        Directory.CreateDirectory(folder);
        try
        {
            processLock = new FileStream(Path.Combine(folder, "freehold.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"The folder {folder} is in use by another Freehold process; stop that one or pass another --data.", inUse);
        }

        connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "freehold.db"), Pooling = false, DefaultTimeout = 30 }.ToString();
        writer = new GroupCommit(Open("""
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL;
            PRAGMA foreign_keys=ON;
            PRAGMA secure_delete=ON;
            PRAGMA journal_size_limit=67108864;
            """));
    }

    /// <inheritdoc/>
    public override async Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        if (!readers.TryPop(out var session)) session = Open("PRAGMA query_only=ON;");
        try
        {
            return await work(session);
        }
        finally
        {
            readers.Push(session);
        }
    }

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => writer.RunAsync(work, ct);

    /// <inheritdoc/>
    public override async Task MigrateAsync(CancellationToken ct) =>
        await WriteAsync(
            async session =>
            {
                await Migrator.ApplyAsync(session, clock, ct);
                return new Done();
            },
            ct);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        while (readers.TryPop(out var session)) await session.DisposeAsync();
        await processLock.DisposeAsync();
    }

    private Session Open(string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The pragmas are constants of this class.
        command.CommandText = pragmas + "PRAGMA mmap_size=1073741824; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return new Session(connection, Dialect);
    }
}
