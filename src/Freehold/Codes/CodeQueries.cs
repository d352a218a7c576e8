using Freehold.Storage;

namespace Freehold;

/// <summary>What a code confirms; one code of a purpose is pending per account, and a new one replaces it.</summary>
internal static class CodePurpose
{
    public const string EmailChange = "email-change";
    public const string PhoneChange = "phone-change";
    public const string Activation = "activation";
}

/// <summary>A code that was sent and not used yet.</summary>
/// <param name="Target">What it confirms, as typed: the new e-mail or phone.</param>
/// <param name="Secret">The keyed hash of the code with account, purpose and target.</param>
/// <param name="Epoch">The account's epoch when it was sent: it dies with the sessions.</param>
/// <param name="Tries">Wrong tries so far.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record PendingCode(string Target, byte[] Secret, long Epoch, int Tries, DateTimeOffset SentAt, DateTimeOffset ExpiresAt);

/// <summary>The SQL of codes; always under the lock of the account's row, so that tries made at once are counted one after another.</summary>
internal static class CodeQueries
{
    /// <summary>Keeps a code in place of any earlier one of its purpose.</summary>
    public static Task KeepCodeAsync(this Session session, CustomerId customer, string purpose, PendingCode code, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO code (customer_id, purpose, target, secret, epoch, tries, created_at, expires_at)
            VALUES ({customer}, {purpose}, {code.Target}, {code.Secret}, {code.Epoch}, 0, {code.SentAt}, {code.ExpiresAt})
            ON CONFLICT (customer_id, purpose) DO UPDATE SET
                target = excluded.target, secret = excluded.secret, epoch = excluded.epoch, tries = 0, created_at = excluded.created_at, expires_at = excluded.expires_at
            """,
            ct);

    /// <summary>The pending code of a purpose, in whatever state.</summary>
    public static Task<PendingCode?> FindCodeAsync(this Session session, CustomerId customer, string purpose, CancellationToken ct) =>
        session.FirstAsync(
            $"SELECT target, secret, epoch, tries, created_at, expires_at FROM code WHERE customer_id = {customer} AND purpose = {purpose}",
            row => new PendingCode(row.Text(0), row.Bytes(1), row.Long(2), row.Int(3), row.Time(4), row.Time(5)),
            ct);

    /// <summary>Counts a wrong try.</summary>
    public static Task CountTryAsync(this Session session, CustomerId customer, string purpose, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE code SET tries = tries + 1 WHERE customer_id = {customer} AND purpose = {purpose}", ct);

    /// <summary>Uses the code up.</summary>
    public static Task DropCodeAsync(this Session session, CustomerId customer, string purpose, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM code WHERE customer_id = {customer} AND purpose = {purpose}", ct);
}
