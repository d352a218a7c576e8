using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>One connection to the database file. SQLite works in the calling thread, so every task that is returned is complete.</summary>
internal sealed class SqliteSession : Session
{
    /// <summary>Milliseconds; only a backup or another program writes beside us.</summary>
    public const int PatienceWithWriters = 30_000;

    private readonly nint database;
    private readonly PreparedStatements prepared;
    private Revisions? revisions;
    private int content;

    /// <summary>Opens the file, or creates it.</summary>
    /// <param name="files">The name of another way to files than the system's; null for that.</param>
    public SqliteSession(string file, string pragmas, string? files = null)
    {
        var opened = Native.Open(file, out database, Native.OpenReadWriteCreate | Native.OpenNoMutex, files);
        prepared = new PreparedStatements(database);
        Log = new WriteAheadLog(database, prepared);
        try
        {
            // Without the switch SQLite looks at what is bound to a LIMIT, and parses and plans the statement anew each time that something is.
            if (opened != Native.Ok || Native.Configure(database, Native.PlansAreStable, 1) != Native.Ok) throw new SqliteFailure(database);
            if (files == GatheredLog.Name) GatheredLog.DropOnRollback(database);
            Native.BusyTimeout(database, PatienceWithWriters);
            Run(pragmas);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public override SqlFragment Locked => new("");

    public override SqlFragment SessionHeld => new("");

    public override SqlFragment AccountHeld => new("");

    public override SqlFragment SkipLocked => new("");

    public override bool NamesEveryColumn => false;

    public override bool NothingWritten(CustomerId customer, int revision) => revisions is not null && revisions.Of(customer) == revision && !HasNamed(customer);

    public override SqlFragment Key => new("INTEGER NOT NULL PRIMARY KEY");

    public override SqlFragment Clustered => new("WITHOUT ROWID");

    public override SqlFragment BytesOf(string column) => new($"CAST({column} AS BLOB)");

    public override Task RunScriptAsync(string script, CancellationToken ct)
    {
        Run(script, ct);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the connection.</summary>
    public void Close()
    {
        prepared.Dispose();
        Native.Close(database);
        Log.Dispose();
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
        if (bound.CountBefore is not { } before) return Task.FromResult(Execute(Bind(bound)));

        var (first, second) = prepared.PairOf(bound.Text);
        first.Bind(bound.Values[..before]);
        if (Execute(first) == 0) return Task.FromResult(0);
        second.Bind(bound.Values[before..]);
        return Task.FromResult(Execute(second));
    }

    private int Execute(SqliteStatement statement)
    {
        try
        {
            while (statement.Step())
            {
            }

            return Native.Changes(database);
        }
        finally
        {
            statement.Reset();
        }
    }

    private SqliteStatement Bind(Statement bound)
    {
        var statement = prepared.Of(bound.Text);
        statement.Bind(bound.Values);
        return statement;
    }

    /// <summary>What this connection knows of the write-ahead log, and does with it.</summary>
    public WriteAheadLog Log { get; }

    /// <summary>Makes this the connection that writes, which alone empties the log.</summary>
    /// <param name="settled">What <see cref="Session.Settle"/> moves on after each of its transactions, and nobody else does.</param>
    public void BeginWriting(Revisions settled)
    {
        NotesCustomers = true;
        revisions = settled;
        KeepContent();
        Log.Count();
    }

    /// <summary>Whether another program wrote between <see cref="KeepContent"/> and the transaction that has begun: the version of the content is not what this connection left.</summary>
    public bool OthersWrote => Content() != content;

    /// <summary>All that was written until now is known.</summary>
    public void KeepContent() => content = Content();

    private int Content()
    {
        var version = 0;
        return Native.ControlFile(database, "main", Native.ContentVersion, ref version) == Native.Ok ? version : throw new SqliteFailure(database);
    }

    /// <summary>Runs constant statements without parameters.</summary>
    public void Run(string script)
    {
        if (Native.Execute(database, script, 0, 0, 0) != Native.Ok) throw new SqliteFailure(database);
    }

    /// <summary>Runs constant statements that may take long, and breaks off where that is asked for.</summary>
    private void Run(string script, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            using (ct.UnsafeRegister(static session => Native.Interrupt(((SqliteSession)session!).database), this)) Run(script);
        }
        catch (SqliteFailure)
        {
            // What was broken off fails as if by itself.
            ct.ThrowIfCancellationRequested();
            throw;
        }
    }
}
