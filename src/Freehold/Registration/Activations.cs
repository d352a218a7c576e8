using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Proving the mailbox through an app rather than on a page. It always lets the customer sign in; but only who shows that
/// they registered (the same device's uuid, or the password) makes the address the account's own for good: a mailbox alone
/// may belong to somebody who never registered, and then keeps the right to discard what a stranger set.
/// </summary>
public sealed class Activations(Database database, CurrentPassword passwords, ActivationPins pins, SignInDevices devices, LinkMail links, MailRequests asked, Secrets secrets, TimeProvider clock)
{
    /// <summary>Mails the link again, if there is something to activate; equal answer and equal work if there is not.</summary>
    /// <returns><see cref="FailureCode.Throttled"/> when this client has asked for too many, whoever they were for.</returns>
    public Task<Result<Done>> RequestLinkAsync(EmailAddress email, Origin origin, CancellationToken ct) =>
        RequestAsync(
            email,
            origin,
            (session, account, now) => links.SendAsync(session, account, account.Email!, LinkPurpose.VerifyEmail, now, ct),
            (session, now) => links.PretendAsync(session, LinkPurpose.VerifyEmail, now, ct),
            ct);

    /// <summary>Mails a new PIN for this device, if there is something to activate; equal answer and equal work if there is not.</summary>
    /// <returns><see cref="FailureCode.Throttled"/> when this client has asked for too many, whoever they were for.</returns>
    public Task<Result<Done>> RequestPinAsync(EmailAddress email, Device device, Origin origin, CancellationToken ct) =>
        RequestAsync(
            email,
            origin,
            (session, account, now) => pins.SendAsync(session, account, device, origin, now, ct),
            (session, now) => pins.PretendAsync(session, email, device, origin, now, ct),
            ct);

    /// <summary>Activates with the token of the mailed link.</summary>
    /// <param name="password">The account's password, if it was sent along.</param>
    /// <returns><see cref="FailureCode.WrongCode"/> whatever is wrong with the token; <see cref="FailureCode.WrongPassword"/>, <see cref="FailureCode.Throttled"/>.</returns>
    public async Task<Result<Done>> ConfirmLinkAsync(LinkToken token, string? password, Device device, Origin origin, CancellationToken ct)
    {
        string? hash = null;
        if (password is not null)
        {
            // A guess at the password must not be possible without the link.
            var link = await database.ReadAsync(session => session.FindLinkAsync(token, clock.GetUtcNow(), ct), ct);
            if (link is not { Purpose: LinkPurpose.VerifyEmail }) return FailureCode.WrongCode;
            if (!(await passwords.ProveAsync(token.Customer, password, ct)).Is(out hash, out var wrong)) return wrong;
        }

        return await database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, LinkPurpose.VerifyEmail, now, ct) is not { Link: var link, Account: { Standing: Standing.Active or Standing.Waiting } account }) return FailureCode.WrongCode;

                var inside = device.Registered(account) || (hash is not null && hash == await session.FindHashAsync(account.Id, ct));
                if (!await ActivateAsync(session, account, link.Target, inside, origin, now, ct)) return FailureCode.WrongCode;
                await session.ConsumeLinkAsync(link, ct);
                await devices.LearnAsync(session, account.Id, device.DeviceId, origin, now, ct);
                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);
    }

    /// <summary>Activates with the mailed PIN, on the device that asked for it.</summary>
    /// <returns><see cref="FailureCode.WrongCode"/> whatever is wrong, also when there is no such account.</returns>
    public Task<Result<Done>> ConfirmPinAsync(EmailAddress email, string pin, Device device, Origin origin, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await LockAsync(session, email, ct);
                if (account is null || await pins.TryAsync(session, account, device, pin, now, ct) is not null) return FailureCode.WrongCode;
                if (!await ActivateAsync(session, account, email.Text, device.Registered(account), origin, now, ct)) return FailureCode.WrongCode;

                await session.VoidLinksAsync(account.Id, LinkPurpose.VerifyEmail, ct);
                await devices.LearnAsync(session, account.Id, device.DeviceId, origin, now, ct);
                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);

    private Task<Result<Done>> RequestAsync(EmailAddress email, Origin origin, Func<Session, Account, DateTimeOffset, Task> send, Func<Session, DateTimeOffset, Task> pretend, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(email);
        return database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await LockAsync(session, email, ct);
                if (await asked.CountAsync(session, origin, now, ct) is { } flood) return flood;
                if (await session.TakeAsync(secrets.Hash("activation", email.Folded), links.PerTarget, now, ct) is not null) return new Done();

                if (account is not null) await send(session, account, now);
                else await pretend(session, now);
                return new Done();
            },
            ct);
    }

    /// <summary>The account of an address that is still to be proved.</summary>
    private static async Task<Account?> LockAsync(Session session, EmailAddress email, CancellationToken ct)
    {
        var customer = await session.FindCustomerAsync(IdentifierKind.Login, email.Folded, ct) ?? default;
        var account = await session.LockAccountAsync(customer, ct);
        return account is { Registered: true, Standing: Standing.Active or Standing.Waiting, EmailVerified: false } && account.FoldedEmail == email.Folded ? account : null;
    }

    /// <summary>False when the address is no longer the account's, or would take the place of one that was proved before: that needs its page.</summary>
    private static async Task<bool> ActivateAsync(Session session, Account account, string email, bool inside, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        if (inside || account.HasProved(email)) return (await SignInChanges.ProveMailboxAsync(session, account, email, ProofSide.Inside, origin, now, ct)).Failure is null;
        if (!account.HasAddress(email) || account.VerifiedEmail is not null) return false;

        account.EmailVerified = true;
        if (account.Standing == Standing.Waiting) account.Standing = Standing.Active;
        return true;
    }
}
