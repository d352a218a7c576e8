using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Changes of what one signs in with (e-mail, code, phone, password), whichever dialect they come through: the identifier is
/// taken, the old one kept for the time of the undo, the mailbox asked for a proof, and whoever was reachable before is told.
/// Each works on a locked account within the caller's unit of work; the caller saves the account.
/// </summary>
public sealed class SignInChanges(ChangeNotices notices, LinkMail links, SignInThrottle throttle, Secrets secrets)
{
    /// <summary>Every change is told by mail, also to addresses that nobody has proved: one account may cause so many.</summary>
    private static readonly Limit[] PerAccount = [new(20, TimeSpan.FromHours(1)), new(50, TimeSpan.FromDays(1))];

    /// <summary>Why sign-in data may not change now: frozen after an undo (a password reset by mail is not asked).</summary>
    internal static Failure? Refusal(Account account, DateTimeOffset now) => account.FrozenUntil > now ? new Failure(FailureCode.ChangesFrozen) : null;

    /// <summary>Counts a change that is about to be made; <see cref="FailureCode.Throttled"/> when there were too many.</summary>
    internal async Task<Failure?> CountChangeAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct) =>
        await session.TakeAsync(Counter(account), PerAccount, now, ct) is { } wait ? Failure.Throttled(wait) : null;

    /// <summary>Whether a change would be one too many, before a password is hashed for it; <see cref="FailureCode.Throttled"/> then. Counts nothing.</summary>
    internal async Task<Failure?> TooManyAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct) =>
        await session.WaitAsync(Counter(account), PerAccount, now, ct) is { } wait ? Failure.Throttled(wait) : null;

    /// <summary>Where a password reset is mailed: the last verified address, else the current one.</summary>
    internal static string? ResetAddress(Account account) => account.VerifiedEmail ?? account.Email;

    /// <summary>Sets the e-mail; <see cref="FailureCode.Taken"/>, and nothing done, when it is somebody's login.</summary>
    /// <param name="proved">Whether the new mailbox was proved; otherwise it gets a verification link.</param>
    internal async Task<Failure?> ChangeEmailAsync(Session session, Account account, EmailAddress email, bool proved, DateTimeOffset now, CancellationToken ct)
    {
        if (account.FoldedEmail is { } old)
        {
            if (old == email.Folded)
            {
                account.Email = email.Text;
                return null;
            }

            if (!await session.ClaimAsync(IdentifierKind.Login, email.Folded, account.Id, now, ct)) return new Failure(FailureCode.Taken, "email");
            await KeepForUndoAsync(session, account, old, email.Folded, now, ct);
        }
        else if (!await session.ClaimAsync(IdentifierKind.Login, email.Folded, account.Id, now, ct))
        {
            return new Failure(FailureCode.Taken, "email");
        }

        var before = SignInState.Of(account);
        var unproved = Unproved(account);
        var values = new Dictionary<string, string> { ["old"] = account.Email ?? "", ["new"] = email.Text };

        // The way back to the last verified address needs no new proof of it.
        account.EmailVerified = proved || account.HasProved(email);
        account.Email = email.Text;
        if (account.EmailVerified)
        {
            // While the account was not found by the address, the business side may have made a profile of it.
            account.VerifiedEmail = email.Text;
            await session.MergeContactAsync(account, email, agreementsAreTheirs: true, now, ct);
        }

        await notices.SendAsync(session, account, before, unproved, MessageTemplate.NoticeEmailChanged, values, now, ct);
        if (!account.EmailVerified) await SendVerificationAsync(session, account, now, ct);
        return null;
    }

    /// <summary>Sets the login code; <see cref="FailureCode.Taken"/>, and nothing done, when it is somebody's login.</summary>
    internal async Task<Failure?> ChangeCodeAsync(Session session, Account account, LoginCode code, DateTimeOffset now, CancellationToken ct)
    {
        var old = account.OwnCode is { } stood && LoginCode.Parse(stood, "code").Is(out var parsed, out _) ? parsed.Folded : null;
        var followsEmail = code.Folded == account.FoldedEmail;
        if (code.Folded == old || (followsEmail && old is null))
        {
            account.OwnCode = followsEmail ? null : code.Text;
            return null;
        }

        if (!followsEmail)
        {
            if (code.Email is not null) return new Failure(FailureCode.OutOfRange, "code");
            if (!await session.ClaimAsync(IdentifierKind.Login, code.Folded, account.Id, now, ct)) return new Failure(FailureCode.Taken, "code");
        }

        var before = SignInState.Of(account);
        if (old is not null) await session.ReserveAsync(IdentifierKind.Login, old, account.Id, now + notices.UndoLifetime, ct);
        var values = new Dictionary<string, string> { ["old"] = account.Code ?? "", ["new"] = code.Text };
        account.OwnCode = followsEmail ? null : code.Text;
        await notices.SendAsync(session, account, before, Unproved(account), MessageTemplate.NoticeCodeChanged, values, now, ct);
        return null;
    }

    /// <summary>Sets e-mail and code in one go; when one of them is refused, nothing is done.</summary>
    internal async Task<Failure?> ChangeLoginAsync(Session session, Account account, EmailAddress? email, LoginCode? code, DateTimeOffset now, CancellationToken ct)
    {
        // A failure commits, so the code is taken first, and given back where the e-mail is then refused: to an undo, if it was kept for one.
        var claimed = code is not null && code.Folded != (email?.Folded ?? account.FoldedEmail) && code.Folded != account.FoldedCode ? code : null;
        if (claimed is { Email: not null }) return new Failure(FailureCode.OutOfRange, "code");
        var wasTheirs = claimed is not null && await session.FindHolderAsync(IdentifierKind.Login, claimed.Folded, ct) == account.Id;
        if (claimed is not null && !await session.ClaimAsync(IdentifierKind.Login, claimed.Folded, account.Id, now, ct)) return new Failure(FailureCode.Taken, "code");
        if (email is not null && await ChangeEmailAsync(session, account, email, proved: false, now, ct) is { } taken)
        {
            if (wasTheirs) await session.ReserveAsync(IdentifierKind.Login, claimed!.Folded, account.Id, now + notices.UndoLifetime, ct);
            else if (claimed is not null) await session.ReleaseAsync(IdentifierKind.Login, claimed.Folded, account.Id, ct);
            return taken;
        }

        return code is null ? null : await ChangeCodeAsync(session, account, code, now, ct);
    }

    /// <summary>Sets the phone, or takes it away.</summary>
    /// <param name="proved">Whether the customer proved to hold it; it then loses its security role for whoever proved it before.</param>
    internal async Task ChangePhoneAsync(Session session, Account account, Phone? phone, bool proved, DateTimeOffset now, CancellationToken ct)
    {
        var before = SignInState.Of(account);
        if (before.PhoneDigits != phone?.Digits)
        {
            await notices.SendAsync(session, account, before, Unproved(account), MessageTemplate.NoticePhoneChanged, new() { ["old"] = before.Phone ?? "", ["new"] = phone?.Text ?? "" }, now, ct);
            await notices.SendToOldPhoneAsync(session, account, before, now, ct);
            if (before.PhoneDigits is { } old) await session.RetireAsync(IdentifierKind.ProvedPhone, old, account.Id, ct);
            account.PhoneProved = false;
        }

        account.Phone = phone?.Text;
        account.PhoneDigits = phone?.Digits;
        if (!proved || phone is null) return;

        account.PhoneProved = true;
        await session.SeizeAsync(IdentifierKind.ProvedPhone, phone.Digits, account.Id, ct);
    }

    /// <summary>Sets the password and ends every other session, and the links that would set another one.</summary>
    /// <param name="proved">Whether the old password or the mailbox was proved for it.</param>
    internal async Task ChangePasswordAsync(Session session, Account account, string hash, bool proved, string? keepSession, DateTimeOffset now, CancellationToken ct)
    {
        await notices.SendAsync(session, account, SignInState.Of(account), Unproved(account), MessageTemplate.NoticePasswordChanged, [], now, ct);
        await session.SetPasswordAsync(account.Id, hash, proved, now, ct);
        await throttle.OpenAsync(session, account.Id, ct);
        await session.EndSessionsAsync(account, keepSession, ct);
        await VoidPasswordLinksAsync(session, account.Id, ct);
    }

    /// <summary>Ends the links that would set another password, or let in whom the one before let in.</summary>
    internal static async Task VoidPasswordLinksAsync(Session session, CustomerId customer, CancellationToken ct)
    {
        await session.VoidLinksAsync(customer, LinkPurpose.ResetPassword, ct);
        await session.VoidLinksAsync(customer, LinkPurpose.SetPassword, ct);
        await session.VoidLinksAsync(customer, LinkPurpose.ConfirmDevice, ct);
    }

    /// <summary>Sends a link that proves the mailbox of the current e-mail.</summary>
    internal Task SendVerificationAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct) =>
        account.Email is { } email ? links.SendAsync(session, account, email, LinkPurpose.VerifyEmail, now, ct) : Task.CompletedTask;

    /// <summary>Sends the first password's link to the mailbox of an account that was made without one.</summary>
    internal Task SendFirstPasswordAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct) =>
        account.Email is { } email ? links.SendAsync(session, account, email, LinkPurpose.SetPassword, now, ct) : Task.CompletedTask;

    /// <summary>
    /// A mailbox of the account was proved. From inside nothing is lost. From outside, an account that never had a verified
    /// address loses what was set before; one that had is never handed over: the mailbox gets an empty account of its own.
    /// </summary>
    /// <param name="email">The address that the link went to.</param>
    /// <returns>The account that the mailbox's holder has now (saved by the caller), or <see cref="FailureCode.WrongCode"/> when the address is no longer the account's.</returns>
    internal static async Task<Result<Account>> ProveMailboxAsync(Session session, Account account, string email, ProofSide side, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (!EmailAddress.Parse(email, "email").Is(out var address, out _)) return FailureCode.WrongCode;
        var discards = false;
        if (!account.HasProved(address))
        {
            if (account.FoldedEmail != address.Folded) return FailureCode.WrongCode;

            discards = side == ProofSide.Outside && account.VerifiedEmail is null;
            if (discards) await session.DiscardAsync(account, origin, now, ct);
            else if (side == ProofSide.Outside) account = await session.DetachAsync(account, now, ct);
            else Takeover.MarkVerified(account);
            await session.VoidLinksAsync(account.Id, LinkPurpose.VerifyEmail, ct);
        }

        await session.MergeContactAsync(account, address, agreementsAreTheirs: !discards, now, ct);
        return account;
    }

    private byte[] Counter(Account account) => secrets.Hash("sign-in data changes", account.Id.ToString());

    private static string? Unproved(Account account) => account.VerifiedEmail is not null && !account.EmailVerified ? account.Email : null;

    private async Task KeepForUndoAsync(Session session, Account account, string old, string current, DateTimeOffset now, CancellationToken ct)
    {
        // What the undo of this change restores stays reserved: the last verified address, else the one that goes. After the way back it is in use.
        var until = now + notices.UndoLifetime;
        var restored = account.VerifiedEmail is { } verified && EmailAddress.Parse(verified, "email").Is(out var address, out _) ? address.Folded : old;
        if (restored != old) await session.ReleaseAsync(IdentifierKind.Login, old, account.Id, ct);
        if (restored != current) await session.ReserveAsync(IdentifierKind.Login, restored, account.Id, until, ct);
    }
}
