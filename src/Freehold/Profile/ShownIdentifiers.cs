using Freehold.Storage;

namespace Freehold;

/// <summary>
/// The SQL of all identifiers of an account. Those in use show in its row, which leads to them; only what is apart is in an
/// index by customer, so that hardly a value is kept twice.
/// </summary>
internal static class ShownIdentifiers
{
    /// <summary>Takes what a new account shows, in one statement.</summary>
    /// <param name="withUuid">False where the uuid is moved here instead.</param>
    /// <returns><see cref="FailureCode.Taken"/> with what is somebody else's; what was taken beside it is the caller's to give back.</returns>
    public static async Task<Failure?> ClaimShownAsync(this Session session, Account account, bool withUuid, DateTimeOffset now, CancellationToken ct)
    {
        var claims = new List<(string Field, string? Shown, IdentifierKind Kind, string Value)>(4);
        if (account.FoldedCode is { } code) claims.Add(("code", account.OwnCode, IdentifierKind.Login, code));
        if (account.CustomId is { } customId) claims.Add(("customId", customId, IdentifierKind.CustomId, customId));
        if (withUuid) claims.Add(("uuid", account.Uuid, IdentifierKind.Uuid, account.Uuid));

        // What comes first is refused first. Where nobody may learn that an address is taken, what else is refused must not depend on it.
        if (account.FoldedEmail is { } email) claims.Insert(account.Standing == Standing.Waiting ? claims.Count : 0, ("email", account.Email, account.Registered ? IdentifierKind.Login : IdentifierKind.Contact, email));

        var rows = new SqlRows(claims.Count, (row, i) => row.Add((long)claims[i].Kind).Add(claims[i].Value).Add(account.Id));
        var claimed = await session.ExecuteAsync(
            $"""
            INSERT INTO identifier (kind, value, customer_id) VALUES {rows}
            ON CONFLICT (kind, value) DO UPDATE SET customer_id = excluded.customer_id, reserved_until = NULL, apart = excluded.apart
            WHERE identifier.customer_id = excluded.customer_id OR identifier.reserved_until <= {now}
            """,
            ct);
        if (claimed == claims.Count) return null;

        foreach (var (field, shown, kind, value) in claims)
            if (await session.FindHolderAsync(kind, value, ct) != account.Id) return new Failure(FailureCode.Taken, field) { Rejected = shown };
        throw new InvalidOperationException("An identifier was refused that is nobody else's.");
    }

    /// <summary>Every identifier of an account, in use or reserved: its number finds those apart, its row the others.</summary>
    public static Task<List<(IdentifierKind Kind, string Value)>> ListIdentifiersAsync(this Session session, Account account, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT kind, value FROM identifier WHERE customer_id = {account.Id} AND apart
            UNION SELECT kind, value FROM identifier WHERE {new ShownBy(account)}
            ORDER BY 1, 2
            """,
            row => ((IdentifierKind)row.Int(0), row.Text(1)),
            ct);

    /// <summary>Gives every identifier of an account back, reserved ones too, but for one login.</summary>
    public static async Task DropIdentifiersAsync(this Session session, Account account, string? exceptLogin, CancellationToken ct)
    {
        var login = exceptLogin ?? "";
        await session.ExecuteAsync($"DELETE FROM identifier WHERE customer_id = {account.Id} AND apart AND NOT (kind = {(long)IdentifierKind.Login} AND value = {login})", ct);
        await session.ExecuteAsync($"DELETE FROM identifier WHERE {new ShownBy(account)} AND NOT (kind = {(long)IdentifierKind.Login} AND value = {login})", ct);
    }

    /// <summary>Gives back what an account that looks deleted is found by, for whoever registers next; what an undo may give back stays reserved.</summary>
    public static async Task ReleaseIdentifiersAsync(this Session session, Account account, CancellationToken ct)
    {
        await session.ExecuteAsync($"DELETE FROM identifier WHERE customer_id = {account.Id} AND apart AND reserved_until IS NULL AND kind <> {(long)IdentifierKind.Previous}", ct);
        await session.ExecuteAsync($"DELETE FROM identifier WHERE {new ShownBy(account)} AND reserved_until IS NULL", ct);
    }
}
