using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Who typed an address first does not own it. When its mailbox is proved from outside, an account that never had a verified
/// address keeps its number, groups, orders and events, and nothing of what was set before; an account that had one is left
/// alone, and the mailbox gets an account of its own.
/// </summary>
internal static class Takeover
{
    /// <summary>Empties the account (saved by the caller) but for the e-mail, which is proved by now.</summary>
    public static async Task DiscardAsync(this Session session, Account account, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var table in CustomerTables.All)
            if (table.TakenOver == Fate.Delete) await session.ExecuteAsync($"DELETE FROM {table.Name} WHERE customer_id = {account.Id}", ct);
        await session.DropIdentifiersAsync(account, exceptLogin: account.FoldedEmail, ct);

        for (var field = 0; field < ProfileFields.Count; field++) account[(ProfileField)field] = null;
        account.OwnCode = account.CustomId = account.Phone = account.PhoneDigits = account.Attributes = account.Tags = null;
        account.PhoneProved = false;
        account.FrozenUntil = null;
        await session.TakeUuidAsync(account, Randomness.Uuid(now), now, ct);

        // The ledger is append-only: what the stranger agreed to is withdrawn, not forgotten.
        await session.ApplyAgreementsAsync(account, new AgreementChange(Agreements.None, account.Agreements), origin, now, ct);
        await session.EndSessionsAsync(account, except: null, ct);
        MarkVerified(account);
    }

    /// <summary>Gives the proved mailbox an empty account of its own (saved by the caller); the old one falls back to its last verified address and is saved here.</summary>
    public static async Task<Account> DetachAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        var own = await session.MakeAccountAsync(now, ct);
        own.Email = account.Email;
        MarkVerified(own);
        await session.SeizeAsync(IdentifierKind.Login, own.FoldedEmail!, own.Id, ct);

        await session.VoidLinksAsync(account.Id, LinkPurpose.VerifyEmail, ct);
        await session.FallBackAsync(account, now, ct);
        await session.SaveAccountAsync(account, now, ct);
        return own;
    }

    /// <summary>The mailbox is proved: an account that waited for that is active now.</summary>
    public static void MarkVerified(Account account)
    {
        if (account.Standing == Standing.Waiting) account.Standing = Standing.Active;
        account.EmailVerified = true;
        account.VerifiedEmail = account.Email;
    }
}
