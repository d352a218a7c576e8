using Freehold.Storage;

namespace Freehold;

/// <summary>A sign-in through an identity provider that belongs to an account.</summary>
internal sealed record LinkedSignIn(string Method, string Issuer, string Subject, bool IsSuspended)
{
    /// <summary>What it is found by; an issuer holds no blank.</summary>
    public string Value => $"{Issuer} {Subject}";

    public bool Is(ProvedIdentity identity) => Issuer == identity.Issuer && Subject == identity.Subject;
}

/// <summary>The SQL of sign-ins through identity providers.</summary>
internal static class LinkedQueries
{
    /// <summary>Every linked sign-in of an account.</summary>
    public static Task<List<LinkedSignIn>> LinkedAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT method, issuer, subject, suspended FROM linked_sign_in WHERE customer_id = {customer} ORDER BY linked_at, issuer, subject",
            row => new LinkedSignIn(row.Text(0), row.Text(1), row.Text(2), row.Bool(3)),
            ct);

    /// <summary>Links an identity to an account; false when it is somebody's.</summary>
    public static async Task<bool> LinkAsync(this Session session, CustomerId customer, LinkedSignIn linked, DateTimeOffset now, CancellationToken ct)
    {
        if (!await session.ClaimAsync(IdentifierKind.LinkedSignIn, linked.Value, customer, now, ct)) return false;
        await session.ExecuteAsync(
            $"""
            INSERT INTO linked_sign_in (customer_id, method, issuer, subject, linked_at, suspended)
            VALUES ({customer}, {linked.Method}, {linked.Issuer}, {linked.Subject}, {now}, FALSE)
            ON CONFLICT (customer_id, issuer, subject) DO NOTHING
            """,
            ct);
        return true;
    }

    /// <summary>Takes the identities of an account again after it looked deleted; those that signed in anew meanwhile stay where they are.</summary>
    public static async Task RelinkAsync(this Session session, CustomerId customer, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var linked in await session.LinkedAsync(customer, ct))
        {
            if (await session.ClaimAsync(IdentifierKind.LinkedSignIn, linked.Value, customer, now, ct)) continue;
            await session.ExecuteAsync($"DELETE FROM linked_sign_in WHERE customer_id = {customer} AND issuer = {linked.Issuer} AND subject = {linked.Subject}", ct);
        }
    }

    /// <summary>Keeps an account's linked sign-ins from working, or lets them work again.</summary>
    public static Task SuspendLinkedAsync(this Session session, CustomerId customer, bool suspended, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE linked_sign_in SET suspended = {suspended} WHERE customer_id = {customer}", ct);
}
