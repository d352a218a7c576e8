using Freehold.Storage;

namespace Freehold;

/// <summary>How long events are kept, and how many; bound to the configuration section <c>Freehold:Events</c>.</summary>
public sealed class EventOptions
{
    /// <summary>Days by action; 0 or an action that is not named keeps for ever. The numbers are Synerise's, but what tells who a customer is stays, as it advises.</summary>
    public Dictionary<string, int> RetentionDays { get; set; } = new(StringComparer.Ordinal)
    {
        [EventAction.Added] = 30,
        [EventAction.Registered] = 30,
        [EventAction.Updated] = 90,
        [EventAction.UpdatedLegacy] = 30,
    };

    /// <summary>Events that customers or visitors tell of themselves are kept up to so many of each; when there are more, the oldest tenth goes.</summary>
    public int MostTold { get; set; } = 10_000;

    /// <summary>Since when events of an action are kept; null keeps all.</summary>
    internal DateTimeOffset? Since(string action, DateTimeOffset now) => RetentionDays.GetValueOrDefault(action) is > 0 and var days ? now.AddDays(-days) : null;
}

/// <summary>Forgets events whose time is over, anonymised ones like all others.</summary>
public sealed class EventRetention(Database database, EventOptions options, TimeProvider clock)
{
    /// <summary>So many in one unit of work, so that nobody waits long for the writer.</summary>
    private const int AtOnce = 500;

    /// <summary>Forgets what is due; how many events.</summary>
    public async Task<int> ForgetDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var forgotten = 0;
        foreach (var action in options.RetentionDays.Keys)
        {
            if (options.Since(action, now) is not { } since) continue;

            int gone;
            do
            {
                gone = await database.WriteAsync(session => ForgetAsync(session, action, since, ct), ct);
                forgotten += gone;
            }
            while (gone >= AtOnce);
        }

        return forgotten;
    }

    private static async Task<int> ForgetAsync(Session session, string action, DateTimeOffset since, CancellationToken ct)
    {
        var gone = await session.ForgetEventsAsync(action, since, AtOnce, ct);
        return action == EventAction.Updated ? gone + await session.ForgetUpdatesAsync(since, AtOnce, ct) : gone;
    }
}
