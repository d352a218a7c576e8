using Freehold.Storage;

namespace Freehold;

/// <summary>Which of the own events are asked for.</summary>
/// <param name="From">The earliest moment; null has no bound.</param>
/// <param name="To">The latest moment; null is now.</param>
/// <param name="Actions">Exact names; empty asks for all.</param>
/// <param name="Limit">At most so many, the newest first.</param>
public sealed record EventFilter(DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<string> Actions, int Limit);

/// <summary>An event as it is shown to its customer.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it happened.</param>
/// <param name="Action">What happened, such as <c>client.login</c>.</param>
/// <param name="Label">How whoever recorded it calls it.</param>
/// <param name="Parameters">A JSON object; null is {}.</param>
public sealed record RecordedEvent(long Id, DateTimeOffset At, string Action, string Label, string? Parameters);

/// <summary>The events of a customer, and whose they are.</summary>
/// <param name="Account">The customer.</param>
/// <param name="Events">The events, newest first.</param>
public sealed record OwnEvents(Account Account, IReadOnlyList<RecordedEvent> Events);

/// <summary>Reading the own events.</summary>
public sealed class EventHistory(Database database, TimeProvider clock)
{
    /// <summary>The caller's events; null when the session is over in any way.</summary>
    public Task<OwnEvents?> ReadAsync(Caller caller, EventFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        return database.ReadAsync(
            async session =>
            {
                var account = await session.ReadAccountAsync(caller, now, ct);
                if (account is null) return null;

                var from = filter.From ?? DateTimeOffset.UnixEpoch;
                var to = filter.To ?? now;
                if (filter.Actions.Count == 0) return new OwnEvents(account, await session.ListEventsAsync(account.Id, from, to, filter.Limit, ct));

                var found = new List<RecordedEvent>();
                foreach (var action in filter.Actions) found.AddRange(await session.ListEventsAsync(account.Id, action, from, to, filter.Limit, ct));
                found.Sort((one, other) => (other.At, other.Id).CompareTo((one.At, one.Id)));
                if (found.Count > filter.Limit) found.RemoveRange(filter.Limit, found.Count - filter.Limit);
                return new OwnEvents(account, found);
            },
            ct);
    }
}
