using Freehold.Storage;

namespace Freehold;

/// <summary>The names of the events that Freehold itself records.</summary>
internal static class EventAction
{
    public const string Added = "client.add";
    public const string Identified = "client.identify";
    public const string Registered = "client.register";
    public const string SignedIn = "client.login";
    public const string SignedOut = "client.logout";
    public const string Updated = "profile.updated";
    public const string UpdatedLegacy = "client.updateData";
    public const string Deleted = "client.deleteAccount";
}

/// <summary>The SQL of events.</summary>
internal static class EventQueries
{
    /// <summary>Records what happened, one event or <see cref="JoinedEvents"/>; the label is what published clients expect of the action.</summary>
    public static Task RecordEventAsync(this Session session, CustomerId customer, string action, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO event (customer_id, event_id, at, action, label) VALUES ({customer}, {Randomness.RowId(now)}, {now}, {action}, {action})
            ON CONFLICT (customer_id, event_id) DO NOTHING
            """,
            ct);

    /// <summary>Records what a client told of, under a number that may be told again. What customers tell of themselves has no label: so it is known from the rest, and shown by its action.</summary>
    public static Task RecordEventAsync(this Session session, CustomerId customer, long id, string action, bool isOwn, string? parameters, DateTimeOffset at, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO event (customer_id, event_id, at, action, label, params) VALUES ({customer}, {id}, {at}, {action}, {(isOwn ? "" : action)}, {parameters})
            ON CONFLICT (customer_id, event_id) DO UPDATE SET at = excluded.at, params = excluded.params
            """,
            ct);

    /// <summary>Forgets the oldest events that a customer told where there are more than so many, a tenth at once; what others recorded is neither counted nor touched.</summary>
    public static async Task ForgetOldestToldAsync(this Session session, CustomerId customer, int most, CancellationToken ct)
    {
        // Most have fewer, which the index alone tells.
        if (await session.FirstAsync($"SELECT 1 FROM event WHERE customer_id = {customer} AND label = '' ORDER BY at DESC LIMIT 1 OFFSET {(long)most}", row => row.Long(0), ct) == 0) return;
        await session.ExecuteAsync(
            $"""
            DELETE FROM event WHERE (customer_id, event_id) IN (
                SELECT customer_id, event_id FROM event WHERE customer_id = {customer} AND label = ''
                ORDER BY at DESC, event_id DESC LIMIT {(long)most} OFFSET {most - (most / 10L)})
            """,
            ct);
    }

    /// <summary>Forgets some events of an action that are older than a moment; how many.</summary>
    public static Task<int> ForgetEventsAsync(this Session session, string action, DateTimeOffset before, long most, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            DELETE FROM event WHERE (customer_id, event_id) IN (SELECT customer_id, event_id FROM event WHERE action = {action} AND at < {before} ORDER BY at LIMIT {most})
            """,
            ct);

    /// <summary>Leaves of some rows that stand for several events, and are older than a moment, the identification alone; how many.</summary>
    public static Task<int> ForgetAllButIdentifiedAsync(this Session session, string joined, DateTimeOffset before, long most, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            UPDATE event SET action = {EventAction.Identified}, label = {EventAction.Identified}
            WHERE (customer_id, event_id) IN (SELECT customer_id, event_id FROM event WHERE action = {joined} AND at < {before} ORDER BY at LIMIT {most})
            """,
            ct);

    /// <summary>Everybody's events of a time, newest first.</summary>
    public static Task<List<SharedEvent>> ListAllEventsAsync(this Session session, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT {EventWithOwner} WHERE e.at >= {from} AND e.at <= {to} ORDER BY e.at DESC, e.event_id DESC LIMIT {(long)limit}
            """,
            ReadShared,
            ct);

    /// <summary>Everybody's events of a time and one name, newest first.</summary>
    public static Task<List<SharedEvent>> ListAllEventsAsync(this Session session, string action, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT {EventWithOwner} WHERE e.action = {action} AND e.at >= {from} AND e.at <= {to} ORDER BY e.at DESC, e.event_id DESC LIMIT {(long)limit}
            """,
            ReadShared,
            ct);

    /// <summary>A customer's events of a time, newest first.</summary>
    public static Task<List<RecordedEvent>> ListEventsAsync(this Session session, CustomerId customer, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT event_id, at, action, label, params FROM event
            WHERE customer_id = {customer} AND at >= {from} AND at <= {to} ORDER BY at DESC, event_id DESC LIMIT {(long)limit}
            """,
            Read,
            ct);

    /// <summary>A customer's events of a time and one name, newest first; the name is no plain column, or SQLite would search everybody's events of that name.</summary>
    public static Task<List<RecordedEvent>> ListEventsAsync(this Session session, CustomerId customer, string action, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT event_id, at, action, label, params FROM event
            WHERE customer_id = {customer} AND action || '' = {action} AND at >= {from} AND at <= {to} ORDER BY at DESC, event_id DESC LIMIT {(long)limit}
            """,
            Read,
            ct);

    /// <summary>All of a customer's events, updates among them, newest first.</summary>
    public static async Task<IReadOnlyList<RecordedEvent>> ListEveryEventAsync(this Session session, CustomerId customer, CancellationToken ct)
    {
        var stored = await session.ListAsync(
            $"""
            {new UpdateChain(customer, 0)}
            SELECT event_id, at, action, label, params FROM event WHERE customer_id = {customer}
            UNION ALL SELECT update_id, {UpdateNumber.InMilliseconds}, {EventAction.Updated}, {EventAction.Updated}, NULL FROM own
            ORDER BY 2 DESC, 1 DESC
            """,
            Read,
            ct);
        return [.. stored.SelectMany(row => JoinedEvents.Each(row).Reverse())];
    }

    /// <summary>What tells whose an event is.</summary>
    public static readonly SqlFragment Owner = new("a.customer_id, a.email, a.uuid, a.custom_id");

    /// <summary>Joins whose it is; the customer's number follows. Who has left, or looks so, is nobody here.</summary>
    public static readonly SqlFragment OwnerOf = new("LEFT JOIN account a ON a.standing <> 2 AND a.customer_id =");

    /// <summary>Reads <see cref="Owner"/>, which begins at a column.</summary>
    public static EventOwner? ReadOwner(Row row, int first) =>
        row.IsNull(first) ? null : new EventOwner(row.Customer(first), row.TextOrNull(first + 1), row.Text(first + 2), row.TextOrNull(first + 3));

    private static readonly SqlFragment EventWithOwner = new($"e.event_id, e.at, e.action, e.label, e.params, e.customer_id, {Owner.Text} FROM event e {OwnerOf.Text} e.customer_id");

    private static SharedEvent ReadShared(Row row) => new(Read(row), row.Customer(5), ReadOwner(row, 6));

    private static RecordedEvent Read(Row row) => new(row.Long(0), row.Time(1), row.Text(2), row.Text(3) is { Length: > 0 } label ? label : row.Text(2), row.TextOrNull(4));
}
