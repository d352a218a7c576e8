using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Changes of what one signs in with (e-mail, code, phone, password), whichever dialect they come through: the identifier is
/// taken, the old one kept for the time of the undo, the mailbox asked for a proof, and whoever was reachable before is told.
/// Each works on a locked account within the caller's unit of work; the caller saves the account.
/// </summary>
public sealed class SignInData(Outbox outbox, FreeholdOptions options)
{
    private static readonly TimeSpan UndoLifetime = TimeSpan.FromDays(7);
    private static readonly TimeSpan VerifyLifetime = TimeSpan.FromHours(24);

    /// <summary>Why sign-in data may not change now: frozen after an undo.</summary>
    internal Task<Failure?> RefusalAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        _ = session;
        _ = ct;
        _ = options;
        return Task.FromResult(account.FrozenUntil > now ? new Failure(FailureCode.ChangesFrozen) : null);
    }

    /// <summary>Sets the e-mail; <see cref="FailureCode.Taken"/> when it is somebody's login.</summary>
    /// <param name="proved">Whether the new mailbox was proved; otherwise it gets a verification link.</param>
    internal async Task<Failure?> ChangeEmailAsync(Session session, Account account, EmailAddress email, bool proved, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        _ = origin;
        var old = account.FoldedEmail;
        if (old != email.Folded)
        {
            if (!await session.ClaimAsync(IdentifierKind.Login, email.Folded, account.Id, now, ct)) return new Failure(FailureCode.Taken, "email");
            if (old is not null) await session.ReserveAsync(IdentifierKind.Login, old, account.Id, now + UndoLifetime, ct);
            account.EmailVerified = proved;
            if (proved) account.VerifiedEmail = email.Text;
        }

        account.Email = email.Text;
        if (!account.EmailVerified) await SendVerificationAsync(session, account, now, ct);
        return null;
    }

    /// <summary>Sets the login code; <see cref="FailureCode.Taken"/> when it is somebody's login.</summary>
    internal static async Task<Failure?> ChangeCodeAsync(Session session, Account account, LoginCode code, DateTimeOffset now, CancellationToken ct)
    {
        if (code.Folded == account.FoldedEmail)
        {
            account.OwnCode = null;
            return null;
        }

        if (code.Email is not null) return new Failure(FailureCode.OutOfRange, "code");
        if (!await session.ClaimAsync(IdentifierKind.Login, code.Folded, account.Id, now, ct)) return new Failure(FailureCode.Taken, "code");
        account.OwnCode = code.Text;
        return null;
    }

    /// <summary>Sets the password and ends every other session.</summary>
    internal static async Task ChangePasswordAsync(Session session, Account account, string hash, bool proved, string? keepSession, DateTimeOffset now, CancellationToken ct)
    {
        await session.SetPasswordAsync(account.Id, hash, proved, now, ct);
        await session.EndSessionsAsync(account, keepSession, ct);
    }

    /// <summary>Sends a link that proves the mailbox of the current e-mail.</summary>
    internal async Task SendVerificationAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if (account.Email is not { } email) return;
        await session.VoidLinksAsync(account.Id, LinkPurpose.VerifyEmail, ct);
        var token = await session.CreateLinkAsync(account.Id, LinkPurpose.VerifyEmail, email, null, now, VerifyLifetime, ct);
        await outbox.EnqueueAsync(session, account.Id, Mail(email, "verify-email", account, token) with { Lifetime = VerifyLifetime }, now, ct);
    }

    private OutgoingMessage Mail(string to, string template, Account account, LinkToken token) =>
        new(MessageChannel.Email, to, template, new Dictionary<string, string> { ["token"] = token.Text, ["link"] = $"{options.PublicUrl}/link/{token.Text}" }) { Language = account[ProfileField.LanguageId] };
}
