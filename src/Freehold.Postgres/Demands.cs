using Npgsql;

namespace Freehold.Postgres;

/// <summary>What a database, and the way to it, must be like, looked at before anything is made or served there.</summary>
internal static class Demands
{
    /// <summary>Every text is UTF-8; a database that takes bytes as they come keeps it too.</summary>
    private static readonly string[] Encodings = ["UTF8", "SQL_ASCII"];

    /// <summary>Looks at it.</summary>
    /// <exception cref="NpgsqlException">It cannot be served from.</exception>
    public static async Task CheckAsync(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && !Encodings.Contains(encoding))
            throw new NpgsqlException($"the database is in {encoding}, which cannot hold every name; make one with ENCODING 'UTF8'.");

        try
        {
            if (await IsPooledAsync(connection, settings, ct)) await CheckIsolationAsync(connection, ct);
        }
        catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.ProtocolViolation)
        {
            throw new NpgsqlException("a pooler stands before the database that does not keep prepared statements; let it pool sessions, or set max_prepared_statements of PgBouncer 1.21 or newer.", lost);
        }
    }

    /// <summary>
    /// Whether a pooler stands before the database. Statements are prepared once for a connection: one that lends another server to
    /// each transaction, and does not prepare them there as well, would not find them, or run what another connection prepared under the same name.
    /// </summary>
    /// <exception cref="PostgresException">It loses them.</exception>
    private static async Task<bool> IsPooledAsync(NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        await using var prepared = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        await prepared.PrepareAsync(ct);

        // A pooler tells a number of its own for the server's.
        if (await prepared.ExecuteScalarAsync(ct) is int server && server == connection.ProcessID) return false;

        // Whoever has a transaction open now has the server on which it was prepared, if anybody can be lent that.
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
        await other.OpenAsync(ct);
        await using var transaction = await other.BeginTransactionAsync(ct);
        await using (var occupied = new NpgsqlCommand("SELECT 1", other, transaction)) await occupied.ExecuteNonQueryAsync(ct);
        await prepared.ExecuteNonQueryAsync(ct);
        return true;
    }

    /// <summary>What a connection sets is not its own behind a pooler, so there the right isolation must be the usual one (see <see cref="PostgresSession.OpenAsync"/>).</summary>
    private static async Task CheckIsolationAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var usual = new NpgsqlCommand("SELECT reset_val FROM pg_settings WHERE name = 'default_transaction_isolation'", connection);
        if (await usual.ExecuteScalarAsync(ct) is "read committed") return;
        throw new NpgsqlException("behind a pooler the role's transactions must be READ COMMITTED unless they say otherwise: ALTER ROLE … SET default_transaction_isolation = 'read committed'.");
    }
}
