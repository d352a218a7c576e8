using Freehold.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Forgets counts that no longer count, so that strangers' attempts do not fill the database; any number of nodes may run it.</summary>
internal sealed partial class ThrottleSweeper(Database database, TimeProvider clock, ILogger<ThrottleSweeper> log) : BackgroundService
{
    /// <summary>Small, since on SQLite everybody waits for the one writer.</summary>
    private const int AtOnce = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Deletes what has expired; how many rows went.</summary>
    internal static async Task<int> SweepAsync(Database database, DateTimeOffset now, CancellationToken ct)
    {
        int gone, all = 0;
        do
        {
            gone = await database.WriteAsync(
                async session =>
                    await session.ExecuteAsync($"DELETE FROM throttle WHERE name IN (SELECT name FROM throttle WHERE expires_at <= {now} LIMIT {AtOnce})", ct)
                    + await session.ExecuteAsync($"DELETE FROM sign_in_failure WHERE name IN (SELECT name FROM sign_in_failure WHERE expires_at <= {now} LIMIT {AtOnce})", ct),
                ct);
            all += gone;
        }
        while (gone >= AtOnce);
        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(database, clock.GetUtcNow(), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting old counts failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
