using Freehold.Storage;

namespace Freehold;

/// <summary>A stored password with what a sign-in must know of its account.</summary>
internal sealed record StoredPassword(CustomerId Customer, long Epoch, Standing Standing, string? Hash, string? CustomId);

/// <summary>The SQL of passwords.</summary>
internal static class PasswordQueries
{
    /// <summary>The password of whoever signs in with an e-mail, code or custom id; one statement for known and unknown alike.</summary>
    public static Task<StoredPassword?> FindPasswordAsync(this Session session, IdentifierKind kind, string value, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT a.customer_id, a.epoch, a.standing, p.hash, a.custom_id FROM identifier i
            JOIN account a ON a.customer_id = i.customer_id
            LEFT JOIN password p ON p.customer_id = a.customer_id
            WHERE i.kind = {(long)kind} AND i.value = {value} AND i.reserved_until IS NULL
            """,
            Read,
            ct);

    /// <summary>The caller's own password, to be proved again; null when the session is over.</summary>
    public static Task<StoredPassword?> FindPasswordAsync(this Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT a.customer_id, a.epoch, a.standing, p.hash, a.custom_id FROM session s
            JOIN account a ON a.customer_id = s.customer_id
            LEFT JOIN password p ON p.customer_id = a.customer_id
            WHERE s.customer_id = {caller.Customer} AND s.session_id = {caller.Session} AND s.epoch = a.epoch AND a.standing = 1 AND s.expires_at > {now}
            """,
            Read,
            ct);

    /// <summary>The stored hash of an account; null when it has no password.</summary>
    public static Task<string?> FindHashAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.FirstAsync($"SELECT hash FROM password WHERE customer_id = {customer}", row => StoredHash.Text(row.Bytes(0)), ct);

    /// <summary>Sets a password.</summary>
    /// <param name="proved">Whether it is the account's first, or the old password or the mailbox was proved for it.</param>
    public static Task SetPasswordAsync(this Session session, CustomerId customer, string hash, bool proved, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO password (customer_id, hash, set_at, proved) VALUES ({customer}, {StoredHash.Of(hash)}, {now}, {proved})
            ON CONFLICT (customer_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at, proved = excluded.proved
            """,
            ct);

    /// <summary>Takes the password away: signing in waits for a reset.</summary>
    public static Task RemovePasswordAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM password WHERE customer_id = {customer}", ct);

    /// <summary>Replaces a weak hash by a stronger one of the same password, unless the password was changed meanwhile.</summary>
    public static Task<int> ReplaceHashAsync(this Session session, StoredPassword weak, string hash, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE password SET hash = {StoredHash.Of(hash)} WHERE customer_id = {weak.Customer} AND hash IN ({StoredHash.Of(weak.Hash!)}, {StoredHash.Plain(weak.Hash!)})", ct);

    private static StoredPassword Read(Row row) => new(row.Customer(0), row.Long(1), (Standing)row.Int(2), row.BytesOrNull(3) is { } hash ? StoredHash.Text(hash) : null, row.TextOrNull(4));
}
