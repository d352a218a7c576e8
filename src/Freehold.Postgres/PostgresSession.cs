using Freehold.Storage;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>One connection of the pool with its prepared statements.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : Session
{
    private readonly Dictionary<string, Prepared> prepared = [];
    private readonly Dictionary<(string Text, int Count), StatementGroup> groups = [];
    private readonly PostgresRow row = new();
    private int together;
    private StatementGroup? group;

    /// <summary>Opens a connection, in the isolation that every statement here is written for: one that waited for a row goes on with it as it is then. The server, the database or the role may have another for statements that do not say.</summary>
    public static async Task<PostgresSession> OpenAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            await using var isolate = new NpgsqlCommand("SET default_transaction_isolation = 'read committed'", connection);
            await isolate.ExecuteNonQueryAsync(ct);
            return new PostgresSession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override SqlFragment Locked => new(" FOR UPDATE OF a");

    public override SqlFragment SessionHeld => new(" FOR KEY SHARE OF s");

    public override SqlFragment AccountHeld => new(" FOR KEY SHARE OF a");

    public override bool JudgesByItsBeginning => true;

    public override SqlFragment SkipLocked => new(" FOR UPDATE SKIP LOCKED");

    public override SqlFragment Key => new("BIGINT NOT NULL PRIMARY KEY");

    public override SqlFragment Clustered => new("");

    public override SqlFragment BytesOf(string column) => new($"convert_to({column}, 'UTF8')");

    public NpgsqlConnection Connection => connection;

    /// <summary>When it was used last, as the clock's timestamp.</summary>
    public long RestsSince { get; set; }

    /// <summary>Whether the connection is alive; one that a firewall has forgotten is not waited for as long as a statement would be.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            await using var question = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 5 };
            await question.ExecuteNonQueryAsync(CancellationToken.None);
            return true;
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The driver may have noticed by itself, where it is told to look (Keepalive).
            return false;
        }
    }

    public override async Task RunScriptAsync(string script, CancellationToken ct)
    {
#pragma warning disable CA2100 // Scripts are embedded in the product.
        // However long a large table takes.
        await using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var known in prepared.Values) await known.Command.DisposeAsync();
        foreach (var known in groups.Values) await known.DisposeAsync();
        await connection.DisposeAsync();
    }

    protected override Task<T?> FirstAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct) where T : default => FirstAsync(Bind(bound), read, ct);

    protected override Task<List<T>> ListAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct) => ListAsync(Bind(bound), read, ct);

    protected override Task<int> ExecuteAsync(Statement bound, CancellationToken ct) => together > 0 ? Gather(bound) : ExecuteAsync(Bind(bound), ct);

    private async Task<T?> FirstAsync<T>(Prepared known, Func<Row, T> read, CancellationToken ct)
    {
        await known.PrepareAsync(ct);
        await using var reader = await known.Command.ExecuteReaderAsync(ct);
        row.Reader = reader;
        return await reader.ReadAsync(ct) ? read(row) : default;
    }

    private async Task<List<T>> ListAsync<T>(Prepared known, Func<Row, T> read, CancellationToken ct)
    {
        await known.PrepareAsync(ct);
        await using var reader = await known.Command.ExecuteReaderAsync(ct);
        row.Reader = reader;
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(row));
        return rows;
    }

    private static async Task<int> ExecuteAsync(Prepared known, CancellationToken ct)
    {
        await known.PrepareAsync(ct);
        return await known.Command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many statements the unit of work may still run; without a transaction it is one.</summary>
    public int StatementsLeft { get; set; } = int.MaxValue;

    /// <summary>Runs units of work of one statement each, all the same one, in one transaction.</summary>
    /// <exception cref="NotTogetherException">They are not such; nothing was done.</exception>
    public async Task<Done> TogetherAsync(IReadOnlyList<SharedCommits.Work> works)
    {
        (together, group) = (works.Count, null);
        try
        {
            foreach (var work in works)
            {
                BeginUnit();
                StatementsLeft = 1;
                work.Begin(this);
            }

            if (group is null) throw new NotTogetherException();
            await group.RunAsync();
            foreach (var work in works) await work.EndAsync();
            return new Done();
        }
        finally
        {
            (together, group) = (0, null);
        }
    }

    private Task<int> Gather(Statement statement)
    {
        TakeStatement();
        if (group is null)
        {
            var key = (statement.Text.ToString(), together);
            if (!groups.TryGetValue(key, out group)) groups.Add(key, group = new StatementGroup(connection, statement, together));
            group.Clear();
        }

        return group.Add(statement);
    }

    private void TakeStatement()
    {
        if (StatementsLeft-- <= 0) throw new InvalidOperationException("A unit of work without a transaction is one single statement.");
    }

    private Prepared Bind(Statement statement)
    {
        TakeStatement();
        if (together > 0) throw new NotTogetherException();
        if (!prepared.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(statement.Text, out var known))
        {
            known = new Prepared(statement, connection);
            prepared.Add(statement.Text.ToString(), known);
        }

        PostgresStatement.Bind(known.Command.Parameters, statement.Values);
        return known;
    }

    /// <summary>A statement that the server knows.</summary>
    private sealed class Prepared
    {
        private bool ready;

        public Prepared(Statement statement, NpgsqlConnection connection)
        {
#pragma warning disable CA2100 // Holes of Sql became parameters: the text is constant.
            Command = new NpgsqlCommand(PostgresStatement.Text(statement), connection);
#pragma warning restore CA2100
            PostgresStatement.AddParameters(Command.Parameters, statement.Values);
        }

        public NpgsqlCommand Command { get; }

        public async ValueTask PrepareAsync(CancellationToken ct)
        {
            if (ready) return;
            await Command.PrepareAsync(ct);
            ready = true;
        }
    }
}
