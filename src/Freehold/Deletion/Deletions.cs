using System.Data.Common;
using Freehold.Storage;

namespace Freehold;

/// <summary>Deleting the own account: at once with fresh proof, else with a day in which a mailed link takes it back.</summary>
public sealed class Deletions(Database database, OwnAccounts accounts, CurrentPassword passwords, IdentityProofs identities, LinkMail links, Erasure erasure, ErasureLog log, Secrets secrets, DeletionOptions options, TimeProvider clock)
{
    /// <summary>A password that somebody set within this time, knowing neither the old one nor the mailbox, proves nothing yet.</summary>
    private static readonly TimeSpan PasswordSettles = TimeSpan.FromDays(7);

    /// <summary>Deletes the caller's account.</summary>
    /// <returns>
    /// What became of it, or <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.WrongPassword"/>,
    /// <see cref="FailureCode.WrongMethod"/> (the account does not sign in the way that was shown), <see cref="FailureCode.Throttled"/>,
    /// <see cref="FailureCode.Unavailable"/> (the identity provider does not answer).
    /// </returns>
    public async Task<Result<DeletionOutcome>> DeleteAsync(Caller caller, DeletionProof proof, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string? hash = null;
        if (proof is DeletionProof.Password password)
        {
            var proved = await passwords.ProveAsync(caller, password.Text, ct);
            if (!proved.Is(out hash, out var failure)) return failure;
        }

        ProvedIdentity? identity = null;
        if (proof is DeletionProof.Provider provider)
        {
            var proved = await identities.ProveAsync(caller, provider.Identity, ct);
            if (!proved.Is(out identity, out var failure)) return failure;
        }

        return await LoggedAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;

                if (hash is not null)
                {
                    if (await session.FindHashAsync(account.Id, ct) != hash) return new Failure(FailureCode.WrongPassword, "password");
                    var established = await session.PasswordIsEstablishedAsync(account.Id, hash, now - PasswordSettles, ct);
                    return await EndAsync(session, account, established, now, ct);
                }

                if (identity is not null)
                    return await IdentityProofs.StandsAsync(session, account, identity, ct) ? await EndAsync(session, account, proved: true, now, ct) : FailureCode.WrongPassword;

                if (proof is DeletionProof.RecentSession recent && now - account.ProvedAt <= recent.Within) return await EndAsync(session, account, proved: false, now, ct);
                return await AskAsync(session, account, now, ct);
            },
            ct);
    }

    /// <summary>Deletes the account that a mailed link names: the mailbox is the proof.</summary>
    /// <returns>What became of it, or <see cref="FailureCode.WrongCode"/>.</returns>
    public Task<Result<DeletionOutcome>> ConfirmAsync(LinkToken token, CancellationToken ct) =>
        LoggedAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, LinkPurpose.ConfirmDeletion, now, ct) is not { Account: { Standing: Standing.Active } account } locked || !account.HasAddress(locked.Link.Target)) return FailureCode.WrongCode;

                await session.ConsumeLinkAsync(locked.Link, ct);
                return await EndAsync(session, account, proved: true, now, ct);
            },
            ct);

    /// <summary>Takes a deletion back, as the mailed link allows until the grace ends.</summary>
    /// <returns><see cref="FailureCode.WrongCode"/>; <see cref="FailureCode.Taken"/> when others have proved every address that the account could come back under.</returns>
    public Task<Result<Done>> CancelAsync(LinkToken token, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, LinkPurpose.CancelDeletion, now, ct) is not { Account: { Standing: Standing.Leaving } account }) return FailureCode.WrongCode;
                if (await session.ReviveAsync(account, now, ct) is { } taken) return taken;

                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);

    /// <summary>Erases accounts whose grace has ended; how many. One that cannot be erased stands in no other's way; two after each other that the database gives up on end the round.</summary>
    /// <exception cref="AggregateException">Some could not be erased; the next call tries them again.</exception>
    public async Task<int> EraseDueAsync(CancellationToken ct)
    {
        var due = await database.ReadAsync(session => session.LeavingAsync(clock.GetUtcNow(), ct), ct);
        var erased = 0;
        List<Exception> failures = [];
        var gaveUp = false;
        foreach (var customer in due)
        {
            try
            {
                var gone = await EraseDueAsync(customer, ct);
                gaveUp = false;
                if (gone is null) continue;
                log.Append(gone);
                erased++;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure);

                // One row may be held by somebody. Where the next one fails in the same way, the database does not answer, and all others would wait as long.
                var givesUp = failure is DbException { IsTransient: true };
                if (gaveUp && givesUp) break;
                gaveUp = givesUp;
            }
        }

        return failures.Count == 0 ? erased : throw new AggregateException(failures);
    }

    private Task<CustomerId[]?> EraseDueAsync(CustomerId customer, CancellationToken ct) =>
        database.WriteAsync(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await session.LockAccountAsync(customer, ct);
                return account is not null && await session.HasLeftAsync(customer, now, ct) ? await erasure.EraseAsync(session, account, receipt: true, now, ct) : null;
            },
            ct);

    private async Task<Result<DeletionOutcome>> LoggedAsync(Func<Session, Task<Result<Ending>>> work, CancellationToken ct)
    {
        if (!(await database.WriteAsync(work, ct)).Is(out var ending, out var failure)) return failure;
        log.Append(ending.Erased);
        return ending.Outcome;
    }

    private async Task<Ending> EndAsync(Session session, Account account, bool proved, DateTimeOffset now, CancellationToken ct)
    {
        await session.RecordEventAsync(account.Id, EventAction.Deleted, now, ct);

        // Whoever can still undo a change may be the owner, and the one who asks the thief.
        var undos = await session.OpenUndosAsync(account.Id, now, ct);
        var settled = proved && undos.Count == 0;
        if (settled && options.GraceDays == 0) return new Ending(DeletionOutcome.Erased, await erasure.EraseAsync(session, account, receipt: true, now, ct));

        var leavesAt = now + (settled ? TimeSpan.FromDays(options.GraceDays) : TimeSpan.FromHours(options.UnprovedGraceHours));
        var recipients = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (account.Email is { } email) recipients.Add(email);
        if (account.VerifiedEmail is { } verified) recipients.Add(verified);
        foreach (var undo in undos)
        {
            if (undo.WasMailed) recipients.Add(undo.Link.Target);

            // A link to a once-verified address lives its seven days, whatever else happens.
            if (undo.WentToVerified && undo.Link.ExpiresAt > leavesAt) leavesAt = undo.Link.ExpiresAt;
        }

        await LeaveAsync(session, account, leavesAt, recipients, now, ct);
        return new Ending(DeletionOutcome.Leaving, []);
    }

    private async Task LeaveAsync(Session session, Account account, DateTimeOffset leavesAt, IEnumerable<string> recipients, DateTimeOffset now, CancellationToken ct)
    {
        account.Standing = Standing.Leaving;
        await session.EndSessionsAsync(account, except: null, ct);
        await session.ReleaseIdentifiersAsync(account, ct);
        await session.SaveAccountAsync(account, now, ct);
        await session.SetLeavingAsync(account.Id, leavesAt, ct);
        foreach (var recipient in recipients)
        {
            var token = await session.CreateLinkAsync(account.Id, LinkPurpose.CancelDeletion, recipient, null, now, leavesAt - now, ct);
            await links.SendAsync(session, account, recipient, LinkPurpose.CancelDeletion, new() { ["link"] = links.Url(token), ["token"] = token.Text }, leavesAt - now, now, ct);
        }
    }

    private async Task<Ending> AskAsync(Session session, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if ((account.VerifiedEmail ?? account.Email) is { } address
            && await session.TakeAsync(secrets.Hash("confirm deletion", account.Id.ToString()), links.PerTarget, now, ct) is null)
            await links.SendAsync(session, account, address, LinkPurpose.ConfirmDeletion, now, ct);
        return new Ending(DeletionOutcome.ConfirmationMailed, []);
    }

    /// <summary>What became of an account, and who is erased with it.</summary>
    private sealed record Ending(DeletionOutcome Outcome, CustomerId[] Erased);
}
