using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Erases accounts whose grace has ended; any number of nodes may run it.</summary>
internal sealed partial class ErasureWorker(Deletions deletions, TimeProvider clock, ILogger<ErasureWorker> log) : BackgroundService
{
    /// <summary>One look at an index; short, since Development moves the clock and wants to see what happens.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await deletions.EraseDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Erasing accounts whose grace has ended failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
