using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>One connection to the database file. SQLite works in the calling thread, so every task that is returned is complete.</summary>
internal sealed class SqliteSession : Session
{
    private readonly Dictionary<string, SqliteStatement> prepared = [];
    private readonly nint database;

    public SqliteSession(string file, string pragmas)
    {
        if (Native.Open(file, out database, Native.OpenReadWriteCreate | Native.OpenNoMutex, null) != Native.Ok)
        {
            using var failure = new Handle(database);
            throw new SqliteFailure(database);
        }

        Native.BusyTimeout(database, 30_000);
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

    private void Run(string script)
    {
        if (Native.Execute(database, script, 0, 0, 0) != Native.Ok) throw new SqliteFailure(database);
    }

    private readonly struct Handle(nint database) : IDisposable
    {
        public void Dispose() => Native.Close(database);
    }
}
