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
    /// <summary>Records what happened; the label is what published clients expect of the action.</summary>
    public static Task RecordEventAsync(this Session session, CustomerId customer, string action, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO event (customer_id, event_id, at, action, label) VALUES ({customer}, {Randomness.RowId(now)}, {now}, {action}, {action})
            ON CONFLICT (customer_id, event_id) DO NOTHING
            """,
            ct);

    /// <summary>Records two events of one moment in one statement.</summary>
    public static Task RecordEventsAsync(this Session session, CustomerId customer, string first, string second, DateTimeOffset now, CancellationToken ct)
    {
        var id = Randomness.RowId(now);
        return session.ExecuteAsync(
            $"""
            INSERT INTO event (customer_id, event_id, at, action, label) VALUES
                ({customer}, {id}, {now}, {first}, {first}), ({customer}, {id + 1}, {now}, {second}, {second})
            ON CONFLICT (customer_id, event_id) DO NOTHING
            """,
            ct);
    }

    /// <summary>A customer's events of a time, newest first.</summary>
    public static Task<List<RecordedEvent>> ListEventsAsync(this Session session, CustomerId customer, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT event_id, at, action, label, params FROM event
            WHERE customer_id = {customer} AND at >= {from} AND at <= {to} ORDER BY at DESC, event_id DESC LIMIT {(long)limit}
            """,
            Read,
            ct);

    /// <summary>A customer's events of a time and one name, newest first.</summary>
    public static Task<List<RecordedEvent>> ListEventsAsync(this Session session, CustomerId customer, string action, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT event_id, at, action, label, params FROM event
            WHERE customer_id = {customer} AND action = {action} AND at >= {from} AND at <= {to} ORDER BY at DESC, event_id DESC LIMIT {(long)limit}
            """,
            Read,
            ct);

    private static RecordedEvent Read(Row row) => new(row.Long(0), row.Time(1), row.Text(2), row.Text(3), row.TextOrNull(4));
}
