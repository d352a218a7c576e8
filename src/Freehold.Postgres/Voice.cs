using Npgsql;

namespace Freehold.Postgres;

/// <summary>
/// The connection over which a node announces. It is the node's own, so that neither requests that wait for connections nor
/// connections that died keep a node silent that writes.
/// </summary>
internal sealed class Voice(NpgsqlConnectionStringBuilder settings) : IAsyncDisposable
{
    /// <summary>What is announced was made durable before; a transaction that only notifies does not wait for the disk.</summary>
    private const string Notify = "SELECT pg_notify($1, $2)";

    private NpgsqlConnection? connection;

    /// <summary>Says it to all nodes that listen; one announcement at a time.</summary>
    /// <exception cref="NpgsqlException">The database does not answer; the next announcement tries a new connection.</exception>
    public async Task SayAsync(Announcement announcement, CancellationToken ct)
    {
        try
        {
            if (connection is null)
            {
                connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
                await connection.OpenAsync(ct);
            }

            await using var notify = new NpgsqlCommand(Notify, connection);
            notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ChangeNews.Topic });
            notify.Parameters.Add(new NpgsqlParameter<string> { TypedValue = announcement.ToString() });
            await notify.ExecuteNonQueryAsync(ct);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        connection = null;
    }
}
