using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Does what codes by SMS need beside their sending, at a tenth of the time after which a code counts as unused; any number of nodes may run it.</summary>
internal sealed partial class SmsWorker(SmsUse use, SmsLimits limits, TimeProvider clock, ILogger<SmsWorker> log) : RepeatedWork(TimeSpan.FromMinutes(1), clock)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        await use.LookAsync(ct);
        await limits.ForgetAsync(ct);
    }

    protected override void LogFailure(Exception failure) => LogFailure(log, failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after codes by SMS failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
