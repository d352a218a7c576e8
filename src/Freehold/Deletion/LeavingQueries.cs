using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of accounts that look deleted and are erased when their grace ends.</summary>
internal static class LeavingQueries
{
    /// <summary>Sets when the erasure is due; null takes it back.</summary>
    public static Task SetLeavingAsync(this Session session, CustomerId customer, DateTimeOffset? leavesAt, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE account SET leaves_at = {leavesAt} WHERE customer_id = {customer}", ct);

    /// <summary>Some accounts whose grace has ended.</summary>
    public static Task<List<CustomerId>> LeavingAsync(this Session session, DateTimeOffset now, CancellationToken ct) =>
        session.ListAsync($"SELECT customer_id FROM account WHERE leaves_at <= {now} ORDER BY leaves_at LIMIT 100", row => row.Customer(0), ct);

    /// <summary>Whether the grace of an account has ended.</summary>
    public static async Task<bool> HasLeftAsync(this Session session, CustomerId customer, DateTimeOffset now, CancellationToken ct) =>
        await session.FirstAsync($"SELECT 1 FROM account WHERE customer_id = {customer} AND standing = 2 AND leaves_at <= {now}", row => row.Long(0), ct) == 1;

    /// <summary>Whether the password was the customer's before, or set with the old one or a proof of the mailbox.</summary>
    public static async Task<bool> PasswordIsEstablishedAsync(this Session session, CustomerId customer, string hash, DateTimeOffset since, CancellationToken ct) =>
        await session.FirstAsync($"SELECT 1 FROM password WHERE customer_id = {customer} AND hash IN ({StoredHash.Of(hash)}, {StoredHash.Plain(hash)}) AND (proved OR set_at <= {since})", row => row.Long(0), ct) == 1;
}
