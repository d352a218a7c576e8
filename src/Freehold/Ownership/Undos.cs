using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Undoing a change of sign-in data. Whoever was reachable before it wins against everything that came after: the whole
/// sign-in state of then is restored, whichever change the link was sent for.
/// </summary>
public sealed class Undos(Database database, LinkMail links, TimeProvider clock)
{
    /// <summary>So long nobody changes sign-in data again, the reset by mail excepted.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromHours(24);

    /// <summary>
    /// Restores e-mail, code and phone, ends all sessions, takes the password away and mails a reset to the restored e-mail;
    /// an account that looks deleted comes back.
    /// </summary>
    /// <returns><see cref="FailureCode.WrongCode"/>; <see cref="FailureCode.Taken"/> when another account has proved the restored address since.</returns>
    public Task<Result<Done>> UndoAsync(LinkToken token, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, LinkPurpose.Undo, now, ct) is not { Link: var link, Account: var account }) return FailureCode.WrongCode;

                var (email, code, phone) = (account.FoldedEmail, account.FoldedCode, account.PhoneDigits);
                Restore(account, SignInState.Read(link.Payload!), await session.OpenUndosAsync(account.Id, now, ct));
                if (await session.ReviveAsync(account, now, ct) is { } taken) return taken;

                await session.ReleaseAllButAsync(account, email, code, phone, ct);
                await session.EndSessionsAsync(account, except: null, ct);
                await session.RemovePasswordAsync(account.Id, ct);

                // Without an address there is no reset after which they would work again; and whoever came later cannot have linked one.
                if (account.Email is not null) await session.SuspendLinkedAsync(account.Id, suspended: true, ct);
                await session.VoidPendingAsync(account.Id, since: link.CreatedAt, ct);
                await session.ForgetDevicesAsync(account.Id, ct);
                account.FrozenUntil = now + Frozen;
                await session.SaveAccountAsync(account, now, ct);
                if (account.Email is { } address) await SendResetAsync(session, account, address, now, ct);
                return new Done();
            },
            ct);

    private static void Restore(Account account, SignInState before, List<OpenUndo> undos)
    {
        // A mailbox that was proved after the change stays proved, or the reset would discard what its customer has.
        var verified = before.Email is { } email && (before.Verified || account.HasProved(email) || undos.Exists(undo => undo.Before.HasProved(email)));
        account.Email = before.Email;
        account.EmailVerified = verified;
        account.VerifiedEmail = verified ? before.Email : null;
        account.OwnCode = before.Code;
        account.Phone = before.Phone;
        account.PhoneDigits = before.PhoneDigits;
        account.PhoneProved = before.PhoneProved;
    }

    private async Task SendResetAsync(Session session, Account account, string email, DateTimeOffset now, CancellationToken ct)
    {
        var lifetime = links.Lifetime(LinkPurpose.ResetPassword);
        var token = await session.CreateLinkAsync(account.Id, LinkPurpose.ResetPassword, email, null, now, lifetime, ct);
        await links.SendAsync(session, account, email, MessageTemplate.UndoDone, new() { ["token"] = token.Text, ["link"] = links.Url(token) }, lifetime, now, ct);
    }
}
