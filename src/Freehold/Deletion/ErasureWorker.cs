using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>
/// Erases accounts whose grace has ended: one look at an index, after short pauses, since Development moves the clock and wants to
/// see what happens. Any number of nodes may run it.
/// </summary>
internal sealed partial class ErasureWorker(Deletions deletions, ErasureLog erasures, TimeProvider clock, ILogger<ErasureWorker> log) : RepeatedWork(TimeSpan.FromSeconds(5), clock)
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody is served: whom a restored backup brought back must not be seen.
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task WorkAsync(CancellationToken ct)
    {
        try
        {
            if (!erasures.IsCurrent && await erasures.ApplyAsync(ct) is > 0 and var erased) LogAgain(log, erased);
        }
        finally
        {
            // Whose grace has ended waits for no file.
            await EraseDueAsync(ct);
        }
    }

    private async Task EraseDueAsync(CancellationToken ct)
    {
        try
        {
            await deletions.EraseDueAsync(ct);
        }
        finally
        {
            // Nothing is left of those who are gone, though one may be who cannot be erased.
            await erasures.ForgetAsync(ct);
        }
    }

    protected override void LogFailure(Exception failure) => LogFailure(log, failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} accounts that were erased before are erased again: the database is an older one.")]
    private static partial void LogAgain(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Erasing accounts whose grace has ended failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
