using Freehold.Storage;

namespace Freehold;

/// <summary>Brings an account back as it stood: whatever it was found by is taken again, as far as nobody has proved it since.</summary>
internal static class Revival
{
    /// <summary>Takes everything again that the account (saved by the caller) is found by, and makes it active if it looked deleted; <see cref="FailureCode.Taken"/>, and nothing done, when no address is left for it.</summary>
    public static async Task<Failure?> ReviveAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if (account.Email is not null && !await ReturnEmailAsync(session, account, now, ct)) return new Failure(FailureCode.Taken, "email");

        if (account.OwnCode is { } own && LoginCode.Parse(own, "code").Is(out var code, out _) && !await session.ClaimAsync(IdentifierKind.Login, code.Folded, account.Id, now, ct)) account.OwnCode = null;
        if (account.CustomId is { } customId && !await session.ClaimAsync(IdentifierKind.CustomId, customId, account.Id, now, ct))
        {
            account.CustomId = null;
            await session.MergeNumberedAsync(account, customId, now, ct);
        }

        // What the business side wrote while the account was not found went to profiles without account.
        await session.MergeVerifiedAsync(account, now, ct);
        if (account is { PhoneProved: true, PhoneDigits: { } digits }) account.PhoneProved = await session.ClaimAsync(IdentifierKind.ProvedPhone, digits, account.Id, now, ct);
        await session.RelinkAsync(account.Id, now, ct);
        if (!await session.ClaimAsync(IdentifierKind.Uuid, account.Uuid, account.Id, now, ct)) await session.TakeUuidAsync(account, Randomness.Uuid(now), now, ct);

        if (account.Standing != Standing.Leaving) return null;
        account.Standing = Standing.Active;
        await session.SetLeavingAsync(account.Id, null, ct);
        await session.VoidLinksAsync(account.Id, LinkPurpose.CancelDeletion, ct);
        return null;
    }

    /// <summary>Takes an address (back) unless another account has proved its mailbox; one that has not loses it.</summary>
    public static async Task<bool> TakeAddressAsync(this Session session, CustomerId customer, EmailAddress address, DateTimeOffset now, CancellationToken ct)
    {
        while (true)
        {
            var holder = await session.FindHolderAsync(IdentifierKind.Login, address.Folded, ct);
            if (holder is { } other && other != customer && !await session.LetGoAsync(other, address, now, ct)) return false;

            // Who came to have it while that was decided, as by a registration, is asked in turn.
            if (await session.TakeFromAsync(holder, IdentifierKind.Login, address.Folded, customer, ct)) return true;
        }
    }

    /// <summary>Gives the account (saved by the caller) its last verified address again, or none where another account has proved that since.</summary>
    public static async Task FallBackAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        FallBack(account, VerifiedAddress(account) is { } verified && await session.TakeAddressAsync(account.Id, verified, now, ct));
        await session.MergeVerifiedAsync(account, now, ct);
    }

    /// <summary>Makes another account do without an address; false, and nothing done, when it has proved the mailbox.</summary>
    private static async Task<bool> LetGoAsync(this Session session, CustomerId other, EmailAddress address, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.LockAccountAsync(other, ct) is not { } holder) return true;
        if (holder.HasProved(address)) return false;

        // Who proved it and has another one since may take that back: whoever is in their account may be a thief.
        if ((await session.OpenUndosAsync(holder.Id, now, ct)).Exists(undo => undo.Before.HasProved(address.Text))) return false;
        if (holder.FoldedEmail != address.Folded) return true;

        // The holder keeps the account, and signs in with a verified address or a code, if there is one and it is free: whoever has it is not asked in turn.
        await session.VoidLinksAsync(holder.Id, LinkPurpose.VerifyEmail, ct);
        FallBack(holder, VerifiedAddress(holder) is { } verified && await session.ClaimAsync(IdentifierKind.Login, verified.Folded, holder.Id, now, ct));
        await session.MergeVerifiedAsync(holder, now, ct);
        await session.SaveAccountAsync(holder, now, ct);
        return true;
    }

    /// <summary>Takes in the profile that the business side made of the account's verified address while the account was not found by it.</summary>
    private static async Task MergeVerifiedAsync(this Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if (account.EmailVerified && VerifiedAddress(account) is { } address) await session.MergeContactAsync(account, address, agreementsAreTheirs: true, now, ct);
    }

    private static void FallBack(Account account, bool hasVerified)
    {
        account.VerifiedEmail = hasVerified ? account.VerifiedEmail : null;
        account.Email = account.VerifiedEmail;
        account.EmailVerified = hasVerified;
    }

    private static EmailAddress? VerifiedAddress(Account account) => EmailAddress.Parse(account.VerifiedEmail, "email").Is(out var verified, out _) ? verified : null;

    private static async Task<bool> ReturnEmailAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if (EmailAddress.Parse(account.Email, "email").Is(out var current, out _) && await session.TakeAddressAsync(account.Id, current, now, ct)) return true;
        if (account.EmailVerified || VerifiedAddress(account) is not { } verified || !await session.TakeAddressAsync(account.Id, verified, now, ct)) return false;

        account.Email = verified.Text;
        account.EmailVerified = true;
        return true;
    }
}
