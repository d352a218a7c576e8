using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>
/// Forgets events whose time is over, which is counted in days; a look costs one step into an index for each action. Any number
/// of nodes may run it.
/// </summary>
internal sealed partial class EventRetentionWorker(EventRetention retention, TimeProvider clock, ILogger<EventRetentionWorker> log) : RepeatedWork(TimeSpan.FromMinutes(10), clock)
{
    protected override Task WorkAsync(CancellationToken ct) => retention.ForgetDueAsync(ct);

    protected override void LogFailure(Exception failure) => LogFailure(log, failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Forgetting events whose time is over failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
