using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>One connection to the database file. SQLite works in the calling thread, so every task that is returned is complete.</summary>
internal sealed class SqliteSession : Session
{
    /// <summary>Milliseconds; only a backup or another program writes beside us.</summary>
    private const int PatienceWithWriters = 30_000;

    /// <summary>Milliseconds; the writer stands still meanwhile.</summary>
    private const int PatienceWithReaders = 20;

    private readonly Dictionary<string, SqliteStatement> prepared = [];
    private readonly nint database;
    private unsafe int* logPages;

    public SqliteSession(string file, string pragmas)
    {
        if (Native.Open(file, out database, Native.OpenReadWriteCreate | Native.OpenNoMutex, null) != Native.Ok)
        {
            using var failure = new Handle(database);
            throw new SqliteFailure(database);
        }

        Native.BusyTimeout(database, PatienceWithWriters);
        Run(pragmas);
    }

    public override SqlFragment Locked => new("");

    public override SqlFragment SkipLocked => new("");

    public override SqlFragment Key => new("INTEGER NOT NULL PRIMARY KEY");

    public override SqlFragment Clustered => new("WITHOUT ROWID");

    public override Task RunScriptAsync(string script, CancellationToken ct)
    {
        Run(script);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
        Native.Close(database);
        unsafe
        {
            NativeMemory.Free(logPages);
        }

        return ValueTask.CompletedTask;
    }

    protected override Task<T?> FirstAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct) where T : default
    {
        var statement = Bind(bound);
        try
        {
            return Task.FromResult(statement.Step() ? read(statement) : default);
        }
        finally
        {
            statement.Reset();
        }
    }

    protected override Task<List<T>> ListAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct)
    {
        var statement = Bind(bound);
        try
        {
            var rows = new List<T>();
            while (statement.Step()) rows.Add(read(statement));
            return Task.FromResult(rows);
        }
        finally
        {
            statement.Reset();
        }
    }

    protected override Task<int> ExecuteAsync(Statement bound, CancellationToken ct)
    {
        var statement = Bind(bound);
        try
        {
            while (statement.Step())
            {
            }

            return Task.FromResult(Native.Changes(database));
        }
        finally
        {
            statement.Reset();
        }
    }

    private SqliteStatement Bind(Statement bound)
    {
        if (!prepared.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(bound.Text, out var statement))
        {
            statement = new SqliteStatement(database, bound.Text);
            prepared.Add(bound.Text.ToString(), statement);
        }

        statement.Bind(bound.Values);
        return statement;
    }

    /// <summary>From now on <see cref="LogPages"/> tells the log's length; the log then begins anew only by <see cref="Checkpoint"/>.</summary>
    public unsafe void CountLogPages()
    {
        logPages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        Native.OnCommit(database, &CountPages, logPages);
    }

    /// <summary>Pages in the write-ahead log after the last commit.</summary>
    public unsafe int LogPages => *logPages;

    /// <summary>Moves the log into the database file and lets the log begin anew, unless a long read stands in the way: then the next one does.</summary>
    public void Checkpoint()
    {
        Native.BusyTimeout(database, PatienceWithReaders);
        Run("PRAGMA wal_checkpoint(RESTART)");
        Native.BusyTimeout(database, PatienceWithWriters);
    }

    /// <summary>Runs constant statements without parameters.</summary>
    public void Run(string script)
    {
        if (Native.Execute(database, script, 0, 0, 0) != Native.Ok) throw new SqliteFailure(database);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int CountPages(int* count, nint database, byte* name, int pages)
    {
        *count = pages;
        return Native.Ok;
    }

    private readonly struct Handle(nint database) : IDisposable
    {
        public void Dispose() => Native.Close(database);
    }
}
