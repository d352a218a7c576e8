using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Freehold.Storage;

/// <summary>
/// One connection in one unit of work. Every statement is prepared once per connection and kept for the connection's
/// life, so statement text must be constant; a session serves one caller at a time.
/// </summary>
/// <param name="connection">An open connection, owned by the session.</param>
/// <param name="dialect">The few things that databases say differently.</param>
public sealed class Session(DbConnection connection, SqlDialect dialect) : IAsyncDisposable
{
    private readonly Dictionary<string, Prepared> prepared = [];
    private readonly Statement statement = new();

    /// <summary>Ends a query whose account row (alias <c>a</c>) nobody else may change until the unit of work ends; empty where there is one writer.</summary>
    public SqlFragment Locked => dialect.Locked;

    /// <summary>Ends a query that claims rows of work, so that workers do not wait for each other; empty where there is one writer.</summary>
    public SqlFragment SkipLocked => dialect.SkipLocked;

    /// <summary>The connection, for the provider's own transaction statements.</summary>
    public DbConnection Connection => connection;

    /// <summary>The first row of an answer, or the default when there is none.</summary>
    public Task<T?> FirstAsync<T>([InterpolatedStringHandlerArgument("")] Sql sql, Func<Row, T> read, CancellationToken ct) =>
        FirstAsync(Bind(), read, ct);

    /// <summary>All rows of an answer, in its order.</summary>
    public Task<List<T>> ListAsync<T>([InterpolatedStringHandlerArgument("")] Sql sql, Func<Row, T> read, CancellationToken ct) =>
        ListAsync(Bind(), read, ct);

    /// <summary>Runs a statement; the number of rows that it changed.</summary>
    public Task<int> ExecuteAsync([InterpolatedStringHandlerArgument("")] Sql sql, CancellationToken ct) =>
        ExecuteAsync(Bind(), ct);

    /// <summary>Runs a script of several statements without parameters, such as a migration.</summary>
    public async Task RunScriptAsync(string script, CancellationToken ct)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
#pragma warning disable CA2100 // Scripts are embedded in the product.
            command.CommandText = script;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var known in prepared.Values) await known.Command.DisposeAsync();
        await connection.DisposeAsync();
    }

    internal Statement NextStatement()
    {
        statement.Clear();
        return statement;
    }

    private static async Task<int> ExecuteAsync(Prepared known, CancellationToken ct)
    {
        var command = await known.ReadyAsync(ct);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<T?> FirstAsync<T>(Prepared known, Func<Row, T> read, CancellationToken ct)
    {
        var command = await known.ReadyAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, ct);
        return await reader.ReadAsync(ct) ? read(new Row(reader)) : default;
    }

    private static async Task<List<T>> ListAsync<T>(Prepared known, Func<Row, T> read, CancellationToken ct)
    {
        var command = await known.ReadyAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, ct);
        var rows = new List<T>();
        var row = new Row(reader);
        while (await reader.ReadAsync(ct)) rows.Add(read(row));
        return rows;
    }

    private Prepared Bind()
    {
        if (!prepared.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(statement.Text, out var known)) known = Remember();
        var parameters = known.Command.Parameters;
        for (var i = 0; i < statement.Count; i++) parameters[i].Value = statement.Values[i];
        return known;
    }

    private Prepared Remember()
    {
        var command = connection.CreateCommand();
        var text = statement.Text.ToString();
#pragma warning disable CA2100 // Holes of Sql became parameters: the text is constant.
        command.CommandText = text;
#pragma warning restore CA2100
        for (var i = 0; i < statement.Count; i++)
        {
            var parameter = command.CreateParameter();
            if (dialect.NamesParameters) parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i + 1}");
            parameter.DbType = statement.Types[i];
            command.Parameters.Add(parameter);
        }

        var known = new Prepared(command);
        prepared.Add(text, known);
        return known;
    }

    private sealed class Prepared(DbCommand command)
    {
        private bool ready;

        public DbCommand Command => command;

        public ValueTask<DbCommand> ReadyAsync(CancellationToken ct) => ready ? new(command) : new(PrepareAsync(ct));

        private async Task<DbCommand> PrepareAsync(CancellationToken ct)
        {
            await command.PrepareAsync(ct);
            ready = true;
            return command;
        }
    }
}
