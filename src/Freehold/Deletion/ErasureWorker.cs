using Freehold.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Erases accounts whose grace has ended; any number of nodes may run it.</summary>
internal sealed partial class ErasureWorker(Database database, Deletions deletions, ErasureLog erasures, TimeProvider clock, ILogger<ErasureWorker> log) : BackgroundService
{
    /// <summary>One look at an index; short, since Development moves the clock and wants to see what happens.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private bool applied;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody is served: whom a restored backup brought back must not be seen.
        await WorkAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WorkAsync(stoppingToken);
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        try
        {
            if (!applied && await erasures.ApplyAsync(ct) is > 0 and var erased) LogAgain(log, erased);
            applied = true;
            await deletions.EraseDueAsync(ct);
            if (erasures.TakeNews()) await database.ForgetAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailure(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} accounts that were erased before are erased again: the database is an older one.")]
    private static partial void LogAgain(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Erasing accounts whose grace has ended failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
