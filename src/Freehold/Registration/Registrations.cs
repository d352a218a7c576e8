using Freehold.Storage;

namespace Freehold;

/// <summary>Making accounts.</summary>
public sealed class Registrations(Database database, PasswordHashing hashing, PasswordPolicy policy, SignInChanges signInChanges, ActivationPins pins, RegistrationAttempts attempts, SignInDevices devices, DefaultGroups groups, Workspace workspace, Secrets secrets, TimeProvider clock)
{
    /// <summary>Makes an account.</summary>
    /// <returns>
    /// The account; <see cref="FailureCode.Taken"/> when e-mail, code or customId is somebody's (where accounts wait for their
    /// activation, nobody learns whether the e-mail is: the account is then an invented one); <see cref="FailureCode.LimitReached"/>; or what is
    /// wrong with the password.
    /// </returns>
    public async Task<Result<Account>> RegisterAsync(NewAccount wanted, Origin origin, CancellationToken ct)
    {
        if (wanted.Code is { Email: not null } code && code.Folded != wanted.Email.Folded) return new Failure(FailureCode.OutOfRange, "code");

        string? hash = null;
        if (wanted.Password is { } password)
        {
            if (await policy.CheckAsync(password, ContextOf(wanted), ct) is { } refused) return refused;
            var hashed = await hashing.HashAsync(password, ct);
            if (!hashed.Is(out hash, out var busy)) return busy;
        }

        var mode = (await workspace.SettingsAsync(ct)).Registration;
        return await database.WriteAsync<Result<Account>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (wanted.CreationLimit is { } limit
                    && await session.TakeAsync(secrets.Hash(wanted.CreationCounter, origin.Address), [limit], now, ct) is { } wait)
                    return new Failure(FailureCode.LimitReached) { RetryAfter = wait };

                return await CreateAsync(session, wanted, hash, mode, origin, now, ct);
            },
            ct);
    }

    private async Task<Result<Account>> CreateAsync(Session session, NewAccount wanted, string? hash, RegistrationMode mode, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var account = await session.MakeAccountAsync(now, ct);
        Fill(account, wanted);
        var waits = mode.Waits(isThirdParty: false);
        if (!await session.ClaimAsync(IdentifierKind.Login, wanted.Email.Folded, account.Id, now, ct))
        {
            var taken = await UnmakeAsync("email");
            if (!waits) return taken;
            await attempts.TellOwnerAsync(session, wanted.Email, now, ct);
            return account;
        }

        if (wanted.Code is { } code && code.Folded != wanted.Email.Folded)
        {
            if (!await session.ClaimAsync(IdentifierKind.Login, code.Folded, account.Id, now, ct)) return await UnmakeAsync("code");
            account.OwnCode = code.Text;
        }

        if (wanted.CustomId is { } customId && !await session.ClaimAsync(IdentifierKind.CustomId, customId, account.Id, now, ct)) return await UnmakeAsync("customId");
        if (wanted.Uuid is { } uuid) await session.TakeUuidAsync(account, uuid, ct);
        if (waits) account.Standing = Standing.Waiting;
        await session.ApplyAgreementsAsync(account, wanted.Profile.Agreements, origin, now, ct);
        await session.SaveAccountAsync(account, now, ct);
        await groups.JoinAsync(session, account.Id, now, ct);

        await session.RecordEventsAsync(account.Id, [EventAction.Added, EventAction.Identified, EventAction.Registered], now, ct);
        if (hash is not null) await session.SetPasswordAsync(account.Id, hash, proved: true, now, ct);
        await devices.LearnAsync(session, account.Id, wanted.Device.DeviceId, origin, now, ct);

        // Setting the first password proves the mailbox too: one message is enough.
        if (hash is null) await signInChanges.SendFirstPasswordAsync(session, account, now, ct);
        else if (waits && mode.AsksForPin()) await pins.SendAsync(session, account, wanted.Device, origin, now, ct);
        else await signInChanges.SendVerificationAsync(session, account, now, ct);
        return account;

        async Task<Result<Account>> UnmakeAsync(string field)
        {
            // A failure commits (the limit has counted this attempt), so what was made is taken back by hand.
            await session.UnmakeAccountAsync(account, ct);
            return new Failure(FailureCode.Taken, field);
        }
    }

    private static void Fill(Account account, NewAccount wanted)
    {
        account.Email = wanted.Email.Text;
        account.CustomId = wanted.CustomId;
        account.Phone = wanted.Phone?.Text;
        account.PhoneDigits = wanted.Phone?.Digits;
        account.Tags = wanted.Tags;
        foreach (var (field, value) in wanted.Profile.Fields) account[field] = value;
        account[ProfileField.Label] ??= account.GeneratedLabel;
        account.Attributes = CustomAttributes.Merge(null, wanted.Profile.Attributes);
    }

    private static PasswordContext ContextOf(NewAccount wanted) => new()
    {
        Email = wanted.Email.Text,
        Code = wanted.Code?.Text,
        FirstName = wanted.Profile.Fields.GetValueOrDefault(ProfileField.FirstName),
        LastName = wanted.Profile.Fields.GetValueOrDefault(ProfileField.LastName),
    };
}
