using Freehold.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.Postgres;

/// <summary>One connection of the pool with its prepared statements.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : Session
{
    private readonly Dictionary<string, Prepared> prepared = [];
    private readonly PostgresRow row = new();

    public override SqlFragment Locked => new(" FOR UPDATE OF a");

    public override SqlFragment SkipLocked => new(" FOR UPDATE SKIP LOCKED");

    public override SqlFragment Key => new("BIGINT NOT NULL PRIMARY KEY");

    public override SqlFragment Clustered => new("");

    public override SqlFragment BytesOf(string column) => new($"convert_to({column}, 'UTF8')");

    public NpgsqlConnection Connection => connection;

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
        await connection.DisposeAsync();
    }

    protected override Task<T?> FirstAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct) where T : default => FirstAsync(Bind(bound), read, ct);

    protected override Task<List<T>> ListAsync<T>(Statement bound, Func<Row, T> read, CancellationToken ct) => ListAsync(Bind(bound), read, ct);

    protected override Task<int> ExecuteAsync(Statement bound, CancellationToken ct) => ExecuteAsync(Bind(bound), ct);

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

    private static string Joined(string text)
    {
        var parts = text.Replace(Sql.IfChanged.Text, "FROM changed", StringComparison.Ordinal).Split(SqlJoint.Mark);
        return $"WITH changed AS ({parts[0]} RETURNING 1) {parts[1]}";
    }

    /// <summary>How many statements the unit of work may still run; without a transaction it is one.</summary>
    public int StatementsLeft { get; set; } = int.MaxValue;

    private Prepared Bind(Statement statement)
    {
        if (StatementsLeft-- <= 0) throw new InvalidOperationException("A unit of work without a transaction is one single statement.");
        if (!prepared.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(statement.Text, out var known))
        {
            known = new Prepared(statement.CountBefore is null ? statement.Text.ToString() : Joined(statement.Text.ToString()), statement.Values, connection);
            prepared.Add(statement.Text.ToString(), known);
        }

        known.Bind(statement.Values);
        return known;
    }

    /// <summary>A statement that the server knows, with typed parameters that are set without boxing.</summary>
    private sealed class Prepared
    {
        private bool ready;

        public Prepared(string text, ReadOnlySpan<SqlValue> values, NpgsqlConnection connection)
        {
#pragma warning disable CA2100 // Holes of Sql became parameters: the text is constant.
            Command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
            foreach (var value in values) Command.Parameters.Add(Parameter(value.Type));
        }

        public NpgsqlCommand Command { get; }

        public async ValueTask PrepareAsync(CancellationToken ct)
        {
            if (ready) return;
            await Command.PrepareAsync(ct);
            ready = true;
        }

        public void Bind(ReadOnlySpan<SqlValue> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var value = values[i];
                switch (Command.Parameters[i])
                {
                    case NpgsqlParameter<long?> number: number.TypedValue = value.IsNull ? null : value.Number; break;
                    case NpgsqlParameter<bool> truth: truth.TypedValue = value.Number != 0; break;
                    case NpgsqlParameter<string> text: text.TypedValue = (string?)value.Reference; break;
                    case NpgsqlParameter<byte[]> bytes: bytes.TypedValue = (byte[]?)value.Reference; break;
                    default: throw new InvalidOperationException($"Parameter {i + 1} has no known type.");
                }
            }
        }

        private static NpgsqlParameter Parameter(SqlType type) => type switch
        {
            SqlType.Text => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text },
            SqlType.Boolean => new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean },
            SqlType.Bytes => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea },
            _ => new NpgsqlParameter<long?> { NpgsqlDbType = NpgsqlDbType.Bigint },
        };
    }
}
