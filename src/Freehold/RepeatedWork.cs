using Microsoft.Extensions.Hosting;

namespace Freehold;

/// <summary>Work that is done again after each pause for as long as the process runs; what fails is told and tried again the next time.</summary>
internal abstract class RepeatedWork(TimeSpan pause, TimeProvider clock) : BackgroundService
{
    /// <summary>What the pauses are counted by.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Does it once.</summary>
    protected abstract Task WorkAsync(CancellationToken ct);

    /// <summary>Tells the operator that it failed.</summary>
    protected abstract void LogFailure(Exception failure);

    /// <summary>Does it once, and only tells when it fails.</summary>
    protected async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await WorkAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailure(failure);
        }
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
    }
}
