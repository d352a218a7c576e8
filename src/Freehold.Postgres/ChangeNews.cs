using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>
/// What nodes of a cluster tell each other: whose accounts they wrote. It goes out after the commit and for many commits at
/// once, since a notification within a transaction makes all commits of the server wait for each other. News may be lost with
/// a node or a connection, so nobody relies on them: what is kept in memory ends by its age anyway (<c>RecentAccounts</c>).
/// </summary>
internal sealed class ChangeNews(PostgresDatabase database, NpgsqlConnectionStringBuilder settings) : BackgroundService
{
    private const string Topic = "freehold_changed";

    /// <summary>A notification holds 8,000 bytes.</summary>
    private const int MostInOne = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly string node = RandomNumberGenerator.GetHexString(12, lowercase: true);
    private readonly Channel<CustomerId> written = Channel.CreateBounded<CustomerId>(new BoundedChannelOptions(65_536) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Something was written about a customer here.</summary>
    public void Tell(CustomerId customer) => written.Writer.TryWrite(customer);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(AgainAsync(SpeakAsync, stoppingToken), AgainAsync(ListenAsync, stoppingToken));

    private static async Task AgainAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                // Readiness tells when the database is down.
                await Task.Delay(PauseAfterFailure, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SpeakAsync(CancellationToken ct)
    {
        while (await written.Reader.WaitToReadAsync(ct))
        {
            var text = new StringBuilder(node);
            for (var count = 0; count < MostInOne && written.Reader.TryRead(out var customer); count++) text.Append(CultureInfo.InvariantCulture, $" {customer.Value}");
            await database.ReadAsync(session => session.FirstAsync($"SELECT pg_notify({Topic}, {text.ToString()})", _ => true, ct), ct);
            await Task.Delay(Pause, ct);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        // A connection of its own: one that listens cannot be lent to requests.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        connection.Notification += (_, news) => Heard(news.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Topic}", connection)) await listen.ExecuteNonQueryAsync(ct);
        while (true) await connection.WaitAsync(ct);
    }

    private void Heard(string text)
    {
        if (text.StartsWith(node, StringComparison.Ordinal)) return;
        foreach (var number in text.AsSpan().Split(' '))
            if (long.TryParse(text.AsSpan(number), NumberStyles.None, CultureInfo.InvariantCulture, out var customer)) database.Revisions.MoveOn(new CustomerId(customer));
    }
}
