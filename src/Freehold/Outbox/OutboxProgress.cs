using System.Diagnostics;
using Freehold.Storage;

namespace Freehold;

/// <summary>Tells how far the outbox is, for those who want to look at what was sent.</summary>
public sealed class OutboxProgress(Database database)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until every message was tried once, at most a while of real time; false when some still wait.</summary>
    public async Task<bool> UntilTriedAsync(TimeSpan most, CancellationToken ct)
    {
        var since = Stopwatch.StartNew();
        while (await database.ReadAsync(session => session.AnyUntriedMessageAsync(ct), ct))
        {
            if (since.Elapsed > most) return false;
            await Task.Delay(Step, ct);
        }

        return true;
    }
}
