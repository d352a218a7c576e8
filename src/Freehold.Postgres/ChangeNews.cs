using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>Listens to what the nodes of a cluster announce, the own ones included: that they come back proves that listening works.</summary>
internal sealed class ChangeNews(PostgresDatabase database, NpgsqlConnectionStringBuilder settings) : BackgroundService
{
    public const string Topic = "freehold_changed";

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or InvalidOperationException or OperationCanceledException)
            {
                // Readiness tells when the database is down.
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        // A connection of its own: one that listens cannot be lent to requests.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Notification += (_, news) => Hear(news.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Topic}", connection)) await listen.ExecuteNonQueryAsync(ct);
        database.Neighbours.Listen(Environment.TickCount64);
        await database.Announcer.IntroduceAsync(ct);
        while (await connection.WaitAsync(2 * Neighbours.MostSilence, ct))
        {
        }
    }

    private void Hear(string text)
    {
        if (Announcement.Parse(text) is not { } announcement) return;

        // First what was written: the node's word stands for it from then on. What this node wrote it knows.
        var isOwn = announcement.Node == database.Node;
        if (!isOwn)
            foreach (var customer in announcement.Written) database.Revisions.MoveOn(customer);
        var now = Environment.TickCount64;
        database.Neighbours.Hear(announcement.Node, announcement.Word, isOwn ? announcement.At : now, now);
    }
}
