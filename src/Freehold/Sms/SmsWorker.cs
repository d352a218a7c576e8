using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Does what codes by SMS need beside their sending; any number of nodes may run it.</summary>
internal sealed partial class SmsWorker(SmsUse use, SmsLimits limits, TimeProvider clock, ILogger<SmsWorker> log) : BackgroundService
{
    /// <summary>A tenth of the time after which a code counts as unused.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await use.LookAsync(stoppingToken);
                await limits.ForgetAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after codes by SMS failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
