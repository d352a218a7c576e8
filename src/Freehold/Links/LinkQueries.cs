using Freehold.Storage;

namespace Freehold;

/// <summary>A mailed link that was not used yet.</summary>
internal sealed record Link(CustomerId Customer, byte[] Hash, string Purpose, string Target, string? Payload, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static readonly SqlFragment Columns = new("customer_id, token_hash, purpose, target, payload, created_at, expires_at");

    public static Link Read(Row row) => new(row.Customer(0), row.Bytes(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.Time(5), row.Time(6));
}

/// <summary>A link that is good for its purpose, and the account it belongs to, which nobody else changes meanwhile.</summary>
internal sealed record LockedLink(Link Link, Account Account);

/// <summary>The SQL of mailed links.</summary>
internal static class LinkQueries
{
    /// <summary>Makes a link; the token goes into the message and is nowhere stored.</summary>
    public static async Task<LinkToken> CreateLinkAsync(this Session session, CustomerId customer, string purpose, string target, string? payload, DateTimeOffset now, TimeSpan lifetime, CancellationToken ct)
    {
        var token = LinkToken.For(customer);
        await session.KeepLinkAsync(token, purpose, target, payload, now, lifetime, ct);
        return token;
    }

    /// <summary>Makes a link of a token that is in its message already.</summary>
    public static Task KeepLinkAsync(this Session session, LinkToken token, string purpose, string target, string? payload, DateTimeOffset now, TimeSpan lifetime, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO link (customer_id, token_hash, purpose, target, payload, created_at, expires_at)
            VALUES ({token.Customer}, {token.Hash()}, {purpose}, {target}, {payload}, {now}, {now + lifetime})
            """,
            ct);

    /// <summary>The link of a token, when it exists and has not expired.</summary>
    public static async Task<Link?> FindLinkAsync(this Session session, LinkToken token, DateTimeOffset now, CancellationToken ct) =>
        await session.FindLinkAsync(token, ct) is { } link && link.ExpiresAt > now ? link : null;

    /// <summary>The link of a token, expired or not.</summary>
    public static Task<Link?> FindLinkAsync(this Session session, LinkToken token, CancellationToken ct) =>
        session.FirstAsync($"SELECT {Link.Columns} FROM link WHERE customer_id = {token.Customer} AND token_hash = {token.Hash()}", Link.Read, ct);

    /// <summary>Uses a link up; false when somebody else was faster.</summary>
    public static async Task<bool> ConsumeLinkAsync(this Session session, Link link, CancellationToken ct) =>
        await session.ExecuteAsync($"DELETE FROM link WHERE customer_id = {link.Customer} AND token_hash = {link.Hash}", ct) == 1;

    /// <summary>
    /// Locks the account of a link, in whatever standing, and finds the link under that lock, so that it cannot be used twice;
    /// null when it is not good for the purpose. The caller consumes it once nothing stands in the way.
    /// </summary>
    public static async Task<LockedLink?> LockLinkAsync(this Session session, LinkToken token, string purpose, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.LockAccountAsync(token.Customer, ct) is not { } account) return null;
        return await session.FindLinkAsync(token, now, ct) is { } link && link.Purpose == purpose ? new LockedLink(link, account) : null;
    }

    /// <summary>Ends every link of one purpose, since a newer one replaces them.</summary>
    public static Task VoidLinksAsync(this Session session, CustomerId customer, string purpose, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM link WHERE customer_id = {customer} AND purpose = {purpose}", ct);
}
