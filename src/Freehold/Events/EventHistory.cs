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

/// <summary>Whose event it is.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Email">The address.</param>
/// <param name="Uuid">The uuid.</param>
/// <param name="CustomId">The workspace's own number.</param>
public sealed record EventOwner(CustomerId Id, string? Email, string Uuid, string? CustomId)
{
    /// <summary>The owner that an account is.</summary>
    public static EventOwner Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new(account.Id, account.Email, account.Uuid, account.CustomId);
    }
}

/// <summary>An event among those of everybody.</summary>
/// <param name="Event">The event.</param>
/// <param name="Under">The number that it is kept under: the customer's, or the pseudonym of one who has left.</param>
/// <param name="Owner">Whose it is; null when the customer has left.</param>
public sealed record SharedEvent(RecordedEvent Event, CustomerId Under, EventOwner? Owner);

/// <summary>Reading events: the own ones, and for the business side anybody's.</summary>
public sealed class EventHistory(Database database, EventOptions options, TimeProvider clock)
{
    /// <summary>The caller's events; null when the session is over in any way.</summary>
    public Task<OwnEvents?> ReadAsync(Caller caller, EventFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        return database.ReadAtOnceAsync(
            async session =>
            {
                var account = await session.ReadAccountAsync(caller, now, ct);
                return account is null ? null : await ReadAsync(session, account, filter, now, ct);
            },
            ct);
    }

    /// <summary>The events of one customer or profile; null when there is none.</summary>
    public Task<OwnEvents?> ReadAsync(ProfileKey key, EventFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.ReadAtOnceAsync(
            async session =>
            {
                var account = await session.FindProfileAsync(key, ct);
                return account is null ? null : await ReadAsync(session, account, filter, clock.GetUtcNow(), ct);
            },
            ct);
    }

    /// <summary>Everybody's events, those of who has left among them: they still count.</summary>
    public Task<List<SharedEvent>> ReadAllAsync(EventFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        var (from, to) = Bounds(filter, now);
        return database.ReadAsync(
            async session =>
            {
                var stored = new List<SharedEvent>();
                if (filter.Actions.Count == 0) stored = await session.ListAllEventsAsync(from, to, filter.Limit, ct);
                foreach (var action in EventTwin.Stored(filter.Actions)) stored.AddRange(await session.ListAllEventsAsync(action, from, to, filter.Limit, ct));
                if (EventTwin.AsksForUpdates(filter)) stored.AddRange(await session.ListAllUpdatesAsync(from, to, filter.Limit, ct));

                var shown = stored.SelectMany(shared => EventTwin.Shown(shared.Event, filter, options, now).Select(happened => shared with { Event = happened }));
                return Newest(shown, shared => shared.Event, filter.Limit);
            },
            ct);
    }

    private async Task<OwnEvents> ReadAsync(Session session, Account account, EventFilter filter, DateTimeOffset now, CancellationToken ct)
    {
        var (from, to) = Bounds(filter, now);
        var stored = new List<RecordedEvent>();
        if (filter.Actions.Count == 0) stored = await session.ListEventsAsync(account.Id, from, to, filter.Limit, ct);
        foreach (var action in EventTwin.Stored(filter.Actions)) stored.AddRange(await session.ListEventsAsync(account.Id, action, from, to, filter.Limit, ct));
        if (EventTwin.AsksForUpdates(filter)) stored.AddRange(await session.ListUpdatesAsync(account.Id, from, to, filter.Limit, ct));
        return new OwnEvents(account, Newest(stored.SelectMany(happened => EventTwin.Shown(happened, filter, options, now)), happened => happened, filter.Limit));
    }

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(EventFilter filter, DateTimeOffset now) => (filter.From ?? DateTimeOffset.MinValue, filter.To ?? now);

    private static List<T> Newest<T>(IEnumerable<T> shown, Func<T, RecordedEvent> happened, int limit) =>
        [.. shown.OrderByDescending(one => happened(one).At).ThenByDescending(one => happened(one).Id).Take(limit)];
}
