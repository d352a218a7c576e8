using Freehold.Storage;

namespace Freehold;

/// <summary>What a customer can be found by; each kind is a namespace of its own.</summary>
internal enum IdentifierKind
{
    /// <summary>E-mail and login code, which share one namespace.</summary>
    Login = 1,
    /// <summary>The workspace's own number.</summary>
    CustomId = 2,
    /// <summary>A uuid of a device or browser.</summary>
    Uuid = 3,
    /// <summary>Who proved a phone last; not a login.</summary>
    ProvedPhone = 4,
    /// <summary>The address of a profile without account; not a login.</summary>
    Contact = 5,
    /// <summary>The number of a profile that was merged into the account.</summary>
    Previous = 6,
    /// <summary>Issuer and subject of a sign-in through an identity provider.</summary>
    LinkedSignIn = 7,
}

/// <summary>The SQL of unique identifiers: uniqueness is the table's key, so two callers can never both win.</summary>
internal static class IdentifierQueries
{
    /// <summary>Takes an identifier; false when somebody else has it, or had it so lately that an undo may give it back.</summary>
    public static async Task<bool> ClaimAsync(this Session session, IdentifierKind kind, string value, CustomerId customer, DateTimeOffset now, CancellationToken ct) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO identifier (kind, value, customer_id, apart) VALUES ({(long)kind}, {value}, {customer}, {IsApart(kind)})
            ON CONFLICT (kind, value) DO UPDATE SET customer_id = excluded.customer_id, reserved_until = NULL, apart = excluded.apart
            WHERE identifier.customer_id = excluded.customer_id OR identifier.reserved_until <= {now}
            """,
            ct) == 1;

    /// <summary>Takes an identifier from whoever has it.</summary>
    public static Task SeizeAsync(this Session session, IdentifierKind kind, string value, CustomerId customer, CancellationToken ct) =>
        session.PutAsync(kind, value, customer, IsApart(kind), ct);

    /// <summary>Takes an identifier that is free, the customer's already, or held by the one customer who was judged; false, and nothing done, when somebody else came to have it meanwhile.</summary>
    public static async Task<bool> TakeFromAsync(this Session session, CustomerId? judged, IdentifierKind kind, string value, CustomerId customer, CancellationToken ct) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO identifier (kind, value, customer_id, apart) VALUES ({(long)kind}, {value}, {customer}, {IsApart(kind)})
            ON CONFLICT (kind, value) DO UPDATE SET customer_id = excluded.customer_id, reserved_until = NULL, apart = excluded.apart
            WHERE identifier.customer_id = excluded.customer_id OR identifier.customer_id = {judged ?? customer}
            """,
            ct) == 1;

    /// <summary>Takes a uuid from whoever has it, beside the one that the account shows.</summary>
    public static Task SeizeFurtherUuidAsync(this Session session, string uuid, CustomerId customer, CancellationToken ct) =>
        session.PutAsync(IdentifierKind.Uuid, uuid, customer, apart: true, ct);

    /// <summary>A uuid stays the account's when it shows another one.</summary>
    public static Task KeepEarlierUuidAsync(this Session session, string uuid, CustomerId customer, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE identifier SET apart = TRUE WHERE kind = {(long)IdentifierKind.Uuid} AND value = {uuid} AND customer_id = {customer}", ct);

    /// <summary>Gives an identifier back; nothing happens when it is somebody else's.</summary>
    public static Task ReleaseAsync(this Session session, IdentifierKind kind, string value, CustomerId customer, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM identifier WHERE kind = {(long)kind} AND value = {value} AND customer_id = {customer}", ct);

    /// <summary>Puts an identifier out of use, but keeps it from others until a moment.</summary>
    public static Task ReserveAsync(this Session session, IdentifierKind kind, string value, CustomerId customer, DateTimeOffset until, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE identifier SET reserved_until = {until}, apart = TRUE WHERE kind = {(long)kind} AND value = {value} AND customer_id = {customer}", ct);

    /// <summary>Puts an identifier out of use for good, without freeing it: it only ever changes hands by <see cref="SeizeAsync"/>.</summary>
    public static Task RetireAsync(this Session session, IdentifierKind kind, string value, CustomerId customer, CancellationToken ct) =>
        session.ReserveAsync(kind, value, customer, DateTimeOffset.MaxValue, ct);

    /// <summary>Whose identifier it is; null when nobody uses it.</summary>
    public static Task<CustomerId?> FindCustomerAsync(this Session session, IdentifierKind kind, string value, CancellationToken ct) =>
        session.FirstAsync<CustomerId?>($"SELECT customer_id FROM identifier WHERE kind = {(long)kind} AND value = {value} AND reserved_until IS NULL", row => row.Customer(0), ct);

    /// <summary>Whose identifier it is, in use or only reserved; null when it is free.</summary>
    public static Task<CustomerId?> FindHolderAsync(this Session session, IdentifierKind kind, string value, CancellationToken ct) =>
        session.FirstAsync<CustomerId?>($"SELECT customer_id FROM identifier WHERE kind = {(long)kind} AND value = {value}", row => row.Customer(0), ct);

    /// <summary>Whether an identifier in use does not show in its customer's row, so that only an index leads from the number to it.</summary>
    private static bool IsApart(IdentifierKind kind) => kind is IdentifierKind.Previous or IdentifierKind.LinkedSignIn;

    private static Task<int> PutAsync(this Session session, IdentifierKind kind, string value, CustomerId customer, bool apart, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO identifier (kind, value, customer_id, apart) VALUES ({(long)kind}, {value}, {customer}, {apart})
            ON CONFLICT (kind, value) DO UPDATE SET customer_id = excluded.customer_id, reserved_until = NULL, apart = excluded.apart
            """,
            ct);
}
