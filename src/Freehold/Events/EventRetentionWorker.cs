using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Forgets events whose time is over; any number of nodes may run it.</summary>
internal sealed partial class EventRetentionWorker(EventRetention retention, TimeProvider clock, ILogger<EventRetentionWorker> log) : BackgroundService
{
    /// <summary>Retention is counted in days; a look costs one step into an index for each action.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await retention.ForgetDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting events whose time is over failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
