using Freehold.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.Sqlite;

/// <summary>The embedded database: readers in parallel, one writer that commits for a group of callers at once.</summary>
public sealed partial class SqliteDatabase : Database
{
    private static readonly TimeSpan BetweenComplaints = TimeSpan.FromMinutes(1);

    private readonly TimeProvider clock;
    private readonly ILogger log = NullLogger.Instance;
    private readonly FileStream? processLock;
    private readonly Readers readers;
    private readonly GroupCommit? writer;
    private long? complainedAt;

    /// <summary>Opens (or creates) the database file in a folder.</summary>
    /// <param name="folder">Created when absent; <c>freehold.db</c> and its lock live in it.</param>
    /// <param name="clock">Dates the migrations.</param>
    /// <param name="log">Told of what no caller would hear of.</param>
    /// <exception cref="IOException">Another process holds the folder, or nothing can be written there.</exception>
    public SqliteDatabase(string folder, TimeProvider clock, ILogger<SqliteDatabase>? log = null)
    {
        this.clock = clock;
        if (log is not null) this.log = log;
        PrivateFiles.MakeFolder(folder);
        try
        {
            processLock = PrivateFiles.Open(Path.Combine(folder, "freehold.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse) when (IsHeld(inUse))
        {
            throw new IOException($"The folder {folder} is in use by another Freehold process; stop that one or pass another --data.", inUse);
        }

        var file = Path.Combine(folder, "freehold.db");
        try
        {
            GatheredLog.Register();

            // SQLite takes an empty file for a new database, and what it makes beside it may be read by whoever may read the file.
            if (!File.Exists(file)) PrivateFiles.Open(file, FileMode.CreateNew, FileAccess.Write).Dispose();

            // 64 MB are room for the accounts and sessions of 100,000 customers, the pages that updates need; less where fewer write.
            var writing = Open(
                file,
                """
                PRAGMA journal_mode=WAL;
                PRAGMA synchronous=FULL;
                PRAGMA foreign_keys=ON;
                PRAGMA secure_delete=ON;
                PRAGMA journal_size_limit=67108864;
                PRAGMA cache_size=-64000;
                """,
                GatheredLog.Name);
            writing.BeginWriting(Revisions);
            readers = new Readers(() => Open(file, "PRAGMA query_only=ON;"));
            writer = new GroupCommit(writing, () => Open(file, ""), Complain, readers, this);
        }
        catch
        {
            // Whoever mends what is wrong may try again.
            processLock.Dispose();
            throw;
        }
    }

    private SqliteDatabase(Readers readers)
    {
        this.readers = readers;
        clock = TimeProvider.System;
    }

    /// <summary>Opens the database file of a folder for reading alone, also while another process serves it.</summary>
    /// <exception cref="FileNotFoundException">There is no database in the folder.</exception>
    public static SqliteDatabase OpenForReading(string folder)
    {
        var file = Path.Combine(folder, "freehold.db");
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no database in {folder}.");
        return new SqliteDatabase(new Readers(() => Open(file, "PRAGMA query_only=ON;")));
    }

    /// <inheritdoc/>
    public override bool IsShared => false;

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => readers.RunAsync(work, ct);

    /// <inheritdoc/>
    public override Task<T> ReadAtOnceAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => readers.RunAsync(work, ct);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken ct) => Writer.RunAsync(work, ct);

    /// <summary>Moves everything from the write-ahead log into the file, where deleted rows are overwritten, and empties the log.</summary>
    public override Task<bool> ForgetAsync(CancellationToken ct) => Writer.EmptyLogAsync(ct);

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
        if (writer is not null) await writer.DisposeAsync();
        readers.Dispose();
        if (processLock is not null) await processLock.DisposeAsync();
    }

    /// <summary>Each commit tries again, and may fail again: the operator hears of it now and then.</summary>
    private void Complain(SqliteFailure failure)
    {
        if (complainedAt is { } last && clock.GetElapsedTime(last) < BetweenComplaints) return;
        complainedAt = clock.GetTimestamp();
        LogStays(log, failure.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The write-ahead log could not be moved into the database file and grows until that succeeds: {Problem}")]
    private static partial void LogStays(ILogger log, string problem);

    private GroupCommit Writer => writer ?? throw new InvalidOperationException("This database was opened for reading alone.");

    /// <summary>Whether another process holds a file, as the system says it by a number: Windows, Linux, macOS. On a disk that is full or may only be read nobody need hold it.</summary>
    private static bool IsHeld(IOException failure) => failure.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static SqliteSession Open(string file, string pragmas, string? files = null) => new(file, "PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;" + pragmas, files);
}
