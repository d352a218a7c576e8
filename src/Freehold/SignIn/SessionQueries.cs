using Freehold.Storage;

namespace Freehold;

/// <summary>A session that is to begin.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Id">A bearer's <c>sid</c>, or the hash of a cookie's secret.</param>
/// <param name="Epoch">The account's epoch when the proof was checked; a newer one refuses the session.</param>
/// <param name="Method">How the customer proved who they are.</param>
/// <param name="ClientAddress">Shown to the customer in the list of sessions.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="IdleAt">When it ends if it is not used.</param>
internal sealed record NewSession(CustomerId Customer, string Id, long Epoch, string Method, string ClientAddress, DateTimeOffset EndsAt, DateTimeOffset IdleAt)
{
    public DateTimeOffset ExpiresAt => IdleAt < EndsAt ? IdleAt : EndsAt;

    /// <summary>When the proof was made, where that was before the session begins: an old one does not become a recent one.</summary>
    public DateTimeOffset? ProvedAt { get; init; }
}

/// <summary>A session that goes on.</summary>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="CustomId">The workspace's own number of its customer.</param>
/// <param name="SeenAt">When it was used, to the hour.</param>
internal sealed record LiveSession(DateTimeOffset EndsAt, string? CustomId, DateTimeOffset SeenAt);

/// <summary>The SQL of sessions.</summary>
internal static class SessionQueries
{
    /// <summary>
    /// The one gate through which every session comes: no session for an account that is disabled, leaving, waiting or gone,
    /// nor for one whose sessions were ended since the proof was checked. Nobody erases the account before the session is committed.
    /// </summary>
    public static async Task<bool> BeginSessionAsync(this Session session, NewSession begun, DateTimeOffset now, CancellationToken ct) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO session (customer_id, session_id, epoch, method, created_at, proved_at, seen_at, expires_at, ends_at, client_address)
            SELECT a.customer_id, {begun.Id}, a.epoch, {begun.Method}, {now}, {begun.ProvedAt ?? now}, {now}, {begun.ExpiresAt}, {begun.EndsAt}, {begun.ClientAddress}
            FROM account a WHERE a.customer_id = {begun.Customer} AND a.standing = 1 AND a.registered AND a.epoch = {begun.Epoch}{session.AccountHeld}
            """,
            ct) == 1;

    /// <summary>The caller's session as far as a new token must know it; null when it is over.</summary>
    public static Task<LiveSession?> FindSessionAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT s.ends_at, a.custom_id, s.seen_at FROM session s JOIN account a ON a.customer_id = s.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND s.epoch = a.epoch AND a.standing = 1 AND s.expires_at > {now}
            """,
            row => new LiveSession(row.Time(0), row.TextOrNull(1), row.Time(2)),
            ct);

    /// <summary>Gives a session that was proved again a new id; when it ends at the latest stays.</summary>
    public static Task<DateTimeOffset> RenewSessionAsync(this Session session, Caller caller, string id, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"UPDATE session SET session_id = {id}, proved_at = {now} WHERE customer_id = {caller.Customer} AND session_id = {caller.Session} RETURNING ends_at",
            row => row.Time(0),
            ct);

    /// <summary>Notes that a session was used, unless it is over or that was noted within the last step.</summary>
    public static Task<int> TouchSessionAsync(this Session session, CustomerId customer, string id, DateTimeOffset seenAt, TimeSpan step, DateTimeOffset idleAt, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            UPDATE session SET seen_at = {seenAt}, expires_at = CASE WHEN ends_at < {idleAt} THEN ends_at ELSE {idleAt} END
            WHERE customer_id = {customer} AND session_id = {id} AND seen_at <= {seenAt - step} AND expires_at > {seenAt}
            """,
            ct);

    /// <summary>The sessions of an account that go on, the newest first.</summary>
    public static Task<List<SessionEntry>> ListSessionsAsync(this Session session, Account account, string own, DateTimeOffset now, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT session_id, method, created_at, seen_at, client_address FROM session
            WHERE customer_id = {account.Id} AND epoch = {account.Epoch} AND expires_at > {now} ORDER BY created_at DESC, session_id
            """,
            row => new SessionEntry(row.Text(0), row.Text(1), row.Time(2), row.Time(3), row.TextOrNull(4), row.Text(0) == own),
            ct);

    /// <summary>Ends one session; false when it was over already.</summary>
    public static async Task<bool> EndSessionAsync(this Session session, CustomerId customer, string id, CancellationToken ct) =>
        await session.ExecuteAsync($"DELETE FROM session WHERE customer_id = {customer} AND session_id = {id}", ct) == 1;

    /// <summary>Ends every session of an account, except one if it is named, which goes on in the new epoch.</summary>
    public static async Task EndSessionsAsync(this Session session, Account account, string? except, CancellationToken ct)
    {
        account.Epoch++;
        await session.ExecuteAsync($"UPDATE account SET epoch = {account.Epoch} WHERE customer_id = {account.Id}", ct);
        await session.ExecuteAsync($"DELETE FROM session WHERE customer_id = {account.Id} AND session_id <> {except ?? ""}", ct);
        if (except is not null) await session.ExecuteAsync($"UPDATE session SET epoch = {account.Epoch} WHERE customer_id = {account.Id} AND session_id = {except}", ct);
    }
}
