using Freehold.Storage;

namespace Freehold;

/// <summary>What whoever opened a mailed link shows besides it.</summary>
/// <param name="Caller">The cookie session of the account, if there is one.</param>
/// <param name="CurrentPassword">The current password, if it was typed.</param>
/// <param name="NewPassword">The password to set, if one was chosen.</param>
/// <param name="Origin">Where the request came from.</param>
public sealed record LinkHolder(Caller? Caller, string? CurrentPassword, string? NewPassword, Origin Origin)
{
    /// <summary>The app's id of the device that the mailbox is proved on, if it tells one.</summary>
    public string? DeviceId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "(link holder)";
}

/// <summary>Proving a mailbox by a mailed link: verification, and the passwords that only the mailbox may set.</summary>
public sealed class MailboxProofs(Database database, MailedLinks links, CurrentPassword passwords, PasswordPolicy policy, PasswordHashing hashing, SignInChanges signInChanges, SignInThrottle throttle, SignInDevices devices, DefaultGroups groups, TimeProvider clock)
{
    /// <summary>
    /// Proves the mailbox. From inside (session or current password) nothing is lost; from outside, where something is, a new
    /// password is needed.
    /// </summary>
    /// <returns>
    /// <see cref="FailureCode.WrongCode"/>, <see cref="FailureCode.WrongPassword"/>, <see cref="FailureCode.Throttled"/>,
    /// <see cref="FailureCode.Required"/> (the new password) or what is wrong with the new password.
    /// </returns>
    public async Task<Result<Done>> VerifyAsync(LinkToken token, LinkHolder holder, CancellationToken ct)
    {
        if (await links.LookAsync(token, holder.Caller, ct) is not { IsExpired: false, Purpose: LinkPurpose.VerifyEmail } look) return FailureCode.WrongCode;

        string? current = null, hash = null;
        if (!look.IsInside && holder.CurrentPassword is { Length: > 0 } typed)
        {
            if (!(await passwords.ProveAsync(token.Customer, typed, ct)).Is(out current, out var wrong)) return wrong;
        }
        else if (!look.IsInside && look.Outside != OutsideProof.Harmless)
        {
            if (!(await HashAsync(look, holder, ct)).Is(out hash, out var refused)) return refused;
        }

        return await ProveAsync(token, LinkPurpose.VerifyEmail, holder, current, hash, hash is null ? ct : CancellationToken.None);
    }

    /// <summary>Sets a password with a link of <see cref="LinkPurpose.ResetPassword"/> or <see cref="LinkPurpose.SetPassword"/>, which proves the mailbox too.</summary>
    /// <returns><see cref="FailureCode.WrongCode"/>, <see cref="FailureCode.Required"/> or what is wrong with the new password.</returns>
    public async Task<Result<Done>> SetPasswordAsync(LinkToken token, LinkHolder holder, CancellationToken ct)
    {
        if (await links.LookAsync(token, holder.Caller, ct) is not { IsExpired: false, Purpose: LinkPurpose.ResetPassword or LinkPurpose.SetPassword } look) return FailureCode.WrongCode;
        if (!(await HashAsync(look, holder, ct)).Is(out var hash, out var refused)) return refused;

        // The link is used up also where the caller has gone meanwhile, or it would be good for any number of hashes.
        return await ProveAsync(token, look.Purpose, holder, current: null, hash, CancellationToken.None);
    }

    private async Task<Result<string>> HashAsync(MailedLink link, LinkHolder holder, CancellationToken ct)
    {
        if (holder.NewPassword is not { Length: > 0 } wanted) return new Failure(FailureCode.Required, "password");
        if (await policy.CheckAsync(wanted, link.PasswordContext, ct) is { } refused) return refused;
        return await hashing.HashAsync(wanted, ct);
    }

    private Task<Result<Done>> ProveAsync(LinkToken token, string purpose, LinkHolder holder, string? current, string? hash, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, purpose, now, ct) is not { Link: var link, Account: { Standing: Standing.Active or Standing.Waiting } account }) return FailureCode.WrongCode;

                var signedIn = holder.Caller is { } caller && caller.Customer == account.Id && await session.ReadAccountAsync(caller, now, ct) is not null;
                var side = signedIn || (current is not null && current == await session.FindHashAsync(account.Id, ct)) ? ProofSide.Inside : ProofSide.Outside;

                // What was inside when the page was sent may be outside by now: then it has to be asked again.
                if (side == ProofSide.Outside && hash is null && !account.HasProved(link.Target)) return new Failure(FailureCode.Required, "password");

                var proved = await SignInChanges.ProveMailboxAsync(session, account, link.Target, side, holder.Origin, now, ct);
                if (!proved.Is(out var own, out var failure)) return failure;

                await session.ConsumeLinkAsync(link, ct);
                if (own.Id != account.Id) await groups.JoinAsync(session, own.Id, now, ct);
                if (hash is not null) await SetAsync(session, own, hash, signedIn ? holder.Caller!.Session : null, holder.Origin, now, ct);
                await devices.LearnAsync(session, own.Id, holder.DeviceId, holder.Origin, now, ct);
                await session.SaveAccountAsync(own, now, ct);
                return new Done();
            },
            ct);

    private async Task SetAsync(Session session, Account own, string hash, string? keepSession, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        // Where no password stood there is nobody to warn: the mailbox that would be told is the one that sets it.
        if (await session.FindHashAsync(own.Id, ct) is not null)
        {
            await signInChanges.ChangePasswordAsync(session, own, hash, proved: true, keepSession, now, ct);
        }
        else
        {
            await session.SetPasswordAsync(own.Id, hash, proved: true, now, ct);
            await session.EndSessionsAsync(own, keepSession, ct);
            await SignInChanges.VoidPasswordLinksAsync(session, own.Id, ct);
        }

        await throttle.OpenAsync(session, own.Id, origin, ct);
        await session.SuspendLinkedAsync(own.Id, suspended: false, ct);
    }
}
