using Npgsql;

namespace Freehold.Postgres;

/// <summary>What a database, and the way to it, must be like, looked at before anything is made or served there.</summary>
internal static class Demands
{
    /// <summary>Every text is UTF-8; a database that takes bytes as they come keeps it too.</summary>
    private static readonly string[] Encodings = ["UTF8", "SQL_ASCII"];

    /// <summary>Looks at it.</summary>
    /// <exception cref="NpgsqlException">It cannot be served from.</exception>
    public static async Task CheckAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && !Encodings.Contains(encoding))
            throw new NpgsqlException($"the database is in {encoding}, which cannot hold every name; make one with ENCODING 'UTF8'.");

        try
        {
            await CheckStatementsAsync(source, connection, ct);
        }
        catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.ProtocolViolation)
        {
            throw new NpgsqlException("a pooler stands before the database that does not keep prepared statements; let it pool sessions, or set max_prepared_statements of PgBouncer 1.21 or newer.", lost);
        }
    }

    /// <summary>
    /// Statements are prepared once for a connection. A pooler that lends another server to each transaction, and does not prepare
    /// them there as well, would not find them, or run what another connection prepared under the same name.
    /// </summary>
    private static async Task CheckStatementsAsync(NpgsqlDataSource source, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var prepared = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        await prepared.PrepareAsync(ct);

        // A pooler tells a number of its own for the server's.
        if (await prepared.ExecuteScalarAsync(ct) is int server && server == connection.ProcessID) return;

        // Whoever has a transaction open now has the server on which it was prepared, if anybody can be lent that.
        await using var other = await source.OpenConnectionAsync(ct);
        await using var transaction = await other.BeginTransactionAsync(ct);
        await using (var occupied = new NpgsqlCommand("SELECT 1", other, transaction)) await occupied.ExecuteNonQueryAsync(ct);
        await prepared.ExecuteNonQueryAsync(ct);
    }
}
