using Freehold.Storage;

namespace Freehold;

/// <summary>An undo link that can still be used.</summary>
internal sealed record OpenUndo(Link Link)
{
    public SignInState Before { get; } = SignInState.Read(Link.Payload!);

    /// <summary>Whether it was mailed, not texted.</summary>
    public bool WasMailed => Link.Target == Before.Email;

    /// <summary>Whether it went to an address whose mailbox had been proved.</summary>
    public bool WentToVerified => Before.Verified && WasMailed;
}

/// <summary>The SQL of undoing.</summary>
internal static class UndoQueries
{
    /// <summary>The undo links of an account that can still be used.</summary>
    public static Task<List<OpenUndo>> OpenUndosAsync(this Session session, CustomerId customer, DateTimeOffset now, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT {Link.Columns} FROM link WHERE customer_id = {customer} AND purpose = {LinkPurpose.Undo} AND expires_at > {now} ORDER BY created_at",
            row => new OpenUndo(Link.Read(row)),
            ct);

    /// <summary>Ends codes and links that are on their way, and the undo links of this and later changes; those of earlier changes live on.</summary>
    public static async Task VoidPendingAsync(this Session session, CustomerId customer, DateTimeOffset since, CancellationToken ct)
    {
        await session.ExecuteAsync($"DELETE FROM code WHERE customer_id = {customer}", ct);
        await session.ExecuteAsync($"DELETE FROM link WHERE customer_id = {customer} AND NOT (purpose = {LinkPurpose.Undo} AND created_at < {since})", ct);
    }

    /// <summary>Frees the logins that the account has in use but, as it is now restored, no longer has, and retires such proved phones.</summary>
    /// <param name="email">The e-mail that it had in use, folded.</param>
    /// <param name="code">The login code that it had in use, folded.</param>
    /// <param name="phone">The digits of the phone that it had.</param>
    public static async Task ReleaseAllButAsync(this Session session, Account account, string? email, string? code, string? phone, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"""
            DELETE FROM identifier WHERE customer_id = {account.Id} AND reserved_until IS NULL AND kind = {(long)IdentifierKind.Login}
            AND value IN ({email}, {code}) AND value <> {account.FoldedEmail ?? ""} AND value <> {account.FoldedCode ?? ""}
            """,
            ct);
        if (phone is not null && !(account.PhoneProved && account.PhoneDigits == phone)) await session.RetireAsync(IdentifierKind.ProvedPhone, phone, account.Id, ct);
    }
}
