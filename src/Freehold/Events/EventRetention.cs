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

    /// <summary>Forgets what is due; how many rows.</summary>
    public async Task<int> ForgetDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var forgotten = 0;
        foreach (var action in options.RetentionDays.Keys)
            if (options.Since(action, now) is { } since) forgotten += await PortionsAsync(session => ForgetAsync(session, action, since, ct), ct);
        foreach (var joined in JoinedEvents.All) forgotten += await ForgetJoinedAsync(joined, now, ct);
        return forgotten;
    }

    private async Task<int> PortionsAsync(Func<Session, Task<int>> forget, CancellationToken ct)
    {
        var forgotten = 0;
        int gone;
        do
        {
            gone = await database.WriteAsync(forget, ct);
            forgotten += gone;
        }
        while (gone >= AtOnce);
        return forgotten;
    }

    private static async Task<int> ForgetAsync(Session session, string action, DateTimeOffset since, CancellationToken ct)
    {
        var gone = await session.ForgetEventsAsync(action, since, AtOnce, ct);
        return action == EventAction.Updated ? gone + await session.ForgetUpdatesAsync(since, AtOnce, ct) : gone;
    }

    /// <summary>What shares a row goes when the last of it is over; the identification alone, which is kept for ever unless it is set otherwise, stays behind the others.</summary>
    private async Task<int> ForgetJoinedAsync(string joined, DateTimeOffset now, CancellationToken ct)
    {
        var names = JoinedEvents.Names(joined);
        var forgotten = 0;
        if (OverSince(names) is { } all) forgotten += await PortionsAsync(session => session.ForgetEventsAsync(joined, all, AtOnce, ct), ct);
        if (OverSince(names.Where(name => name != EventAction.Identified)) is { } others)
            forgotten += await PortionsAsync(session => session.ForgetAllButIdentifiedAsync(joined, others, AtOnce, ct), ct);
        return forgotten;

        // The moment before which every one of them is over; null where one is kept for ever.
        DateTimeOffset? OverSince(IEnumerable<string> actions)
        {
            var moments = actions.Select(action => options.Since(action, now)).ToList();
            return moments.Contains(null) ? null : moments.Min();
        }
    }
}
