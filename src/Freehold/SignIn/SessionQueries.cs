using Freehold.Storage;

namespace Freehold;

/// <summary>A session that is to begin.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Id">A bearer's <c>sid</c>, or the hash of a cookie's secret.</param>
/// <param name="Epoch">The account's epoch when the proof was checked; a newer one refuses the session.</param>
/// <param name="Method">How the customer proved who they are.</param>
/// <param name="ClientAddress">Shown to the customer in the list of sessions.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
internal sealed record NewSession(CustomerId Customer, string Id, long Epoch, string Method, string ClientAddress, DateTimeOffset ExpiresAt);

/// <summary>A session that goes on.</summary>
/// <param name="EndsAt">When it ends at the latest.</param>
/// <param name="CustomId">The workspace's own number of its customer.</param>
internal sealed record LiveSession(DateTimeOffset EndsAt, string? CustomId);

/// <summary>The SQL of sessions.</summary>
internal static class SessionQueries
{
    /// <summary>
    /// The one gate through which every session comes: no session for an account that is disabled, leaving, waiting or gone,
    /// nor for one whose sessions were ended since the proof was checked.
    /// </summary>
    public static async Task<bool> BeginSessionAsync(this Session session, NewSession begun, DateTimeOffset now, CancellationToken ct) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO session (customer_id, session_id, epoch, method, created_at, proved_at, seen_at, expires_at, client_address)
            SELECT a.customer_id, {begun.Id}, a.epoch, {begun.Method}, {now}, {now}, {now}, {begun.ExpiresAt}, {begun.ClientAddress}
            FROM account a WHERE a.customer_id = {begun.Customer} AND a.standing = 1 AND a.registered AND a.epoch = {begun.Epoch}
            """,
            ct) == 1;

    /// <summary>The caller's session as far as a new token must know it; null when it is over.</summary>
    public static Task<LiveSession?> FindSessionAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT s.expires_at, a.custom_id FROM session s JOIN account a ON a.customer_id = s.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND s.epoch = a.epoch AND a.standing = 1 AND s.expires_at > {now}
            """,
            row => new LiveSession(row.Time(0), row.TextOrNull(1)),
            ct);

    /// <summary>Gives a session that was proved again a new id; when it ends at the latest stays.</summary>
    public static Task<DateTimeOffset> RenewSessionAsync(this Session session, Caller caller, string id, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            UPDATE session SET session_id = {id}, proved_at = {now}, seen_at = {now}
            WHERE customer_id = {caller.Customer} AND session_id = {caller.Session} RETURNING expires_at
            """,
            row => row.Time(0),
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
