using Freehold.Storage;

namespace Freehold;

/// <summary>Changing the own password with the old one, and asking for a link that sets a new one.</summary>
public sealed class PasswordChanges(Database database, OwnAccounts accounts, CurrentPassword passwords, PasswordPolicy policy, PasswordHashing hashing, SignInChanges signInChanges, LinkMail links, MailRequests asked, Secrets secrets, TimeProvider clock)
{
    /// <summary>Changes the password; every session but the caller's ends.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.WrongPassword"/>, <see cref="FailureCode.WrongMethod"/>, <see cref="FailureCode.Throttled"/>, <see cref="FailureCode.ChangesFrozen"/>, or what is wrong with the new password.</returns>
    public async Task<Result<Done>> ChangeAsync(Caller caller, string oldPassword, string password, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var proof = await passwords.ProveAsync(caller, oldPassword, ct);
        if (!proof.Is(out var stood, out var wrong)) return wrong.Field is null ? wrong : wrong with { Field = "oldPassword" };

        var context = await database.ReadAsync(session => session.ReadAccountAsync(caller, clock.GetUtcNow(), ct), ct);
        if (context is null) return FailureCode.NotSignedIn;
        if (SignInChanges.Refusal(context, clock.GetUtcNow()) is { } waits) return waits;
        if (await database.ReadAsync(session => signInChanges.TooManyAsync(session, context, clock.GetUtcNow(), ct), ct) is { } many) return many;
        if (await policy.CheckAsync(password, context.PasswordContext, ct) is { } refused) return refused;
        if (!(await hashing.HashAsync(password, ct)).Is(out var hash, out var busy)) return busy;

        // What it cost is counted also where the caller has gone meanwhile.
        ct = CancellationToken.None;
        return await database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (await session.FindHashAsync(account.Id, ct) != stood) return new Failure(FailureCode.WrongPassword, "oldPassword");
                if (SignInChanges.Refusal(account, now) is { } frozen) return frozen;
                if (await signInChanges.CountChangeAsync(session, account, now, ct) is { } often) return often;

                await signInChanges.ChangePasswordAsync(session, account, hash, proved: true, caller.Session, now, ct);
                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);
    }

    /// <summary>Mails a link that sets a new password, if there is such an account; equal answer and equal work if there is none.</summary>
    /// <returns><see cref="FailureCode.Throttled"/> when this client has asked for too many, whoever they were for.</returns>
    public Task<Result<Done>> RequestResetAsync(string email, Origin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var address = EmailAddress.Parse(email, "email").Is(out var parsed, out _) ? parsed : null;
        return database.WriteAsync<Result<Done>>(
            async session =>
            {
                // The account's row first, as everywhere; then what is counted.
                var now = clock.GetUtcNow();
                var customer = await session.FindHolderAsync(IdentifierKind.Login, address?.Folded ?? "", ct) ?? default;
                var account = await session.LockAccountAsync(customer, ct);
                if (await asked.CountAsync(session, origin, now, ct) is { } flood) return flood;
                var wait = await session.TakeAsync(secrets.Hash("reset", address?.Folded ?? ""), links.PerTarget, now, ct);
                if (wait is not null) return new Done();

                if (address is not null && account is { Registered: true, Standing: Standing.Active or Standing.Waiting }
                    && (account.FoldedEmail == address.Folded || account.HasProved(address)) && SignInChanges.ResetAddress(account) is { } to)
                    await links.SendAsync(session, account, to, LinkPurpose.ResetPassword, now, ct);
                else await links.PretendAsync(session, LinkPurpose.ResetPassword, now, ct);
                return new Done();
            },
            ct);
    }
}
