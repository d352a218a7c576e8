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

        var counter = secrets.Hash(wanted.CreationCounter, origin.Address);
        Limit[] limits = wanted.CreationLimit is { } limit ? [limit] : [];
        string? hash = null;
        if (wanted.Password is { } password)
        {
            // Whoever is refused in the end must not take the time of others who wait for a hash.
            if (limits.Length > 0 && await database.ReadAsync(session => session.WaitAsync(counter, limits, clock.GetUtcNow(), ct), ct) is { } full) return LimitReached(full);
            if (await policy.CheckAsync(password, ContextOf(wanted), ct) is { } refused) return refused;
            var hashed = await hashing.HashAsync(password, ct);
            if (!hashed.Is(out hash, out var busy)) return busy;
        }

        // What it cost is counted also where the caller has gone meanwhile.
        ct = CancellationToken.None;
        var mode = (await workspace.SettingsAsync(ct)).Registration;
        return await database.WriteAsync<Result<Account>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (limits.Length > 0 && await session.TakeAsync(counter, limits, now, ct) is { } wait) return LimitReached(wait);
                return await CreateAsync(session, wanted, hash, mode, origin, now, ct);
            },
            ct);
    }

    private async Task<Result<Account>> CreateAsync(Session session, NewAccount wanted, string? hash, RegistrationMode mode, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var waits = mode.Waits(isThirdParty: false);
        var account = Made(wanted, waits, now);
        while (!await session.InsertAccountAsync(account, now, ct)) account = Made(wanted, waits, now);
        if (await session.ClaimShownAsync(account, withUuid: wanted.Uuid is null, now, ct) is { } taken)
        {
            // A failure commits (the limit has counted this attempt), so what was made is taken back by hand.
            await session.UnmakeAccountAsync(account, ct);
            if (taken.Field != "email" || !waits) return new Failure(FailureCode.Taken, taken.Field);
            await attempts.TellOwnerAsync(session, wanted.Email, now, ct);
            return account;
        }

        if (wanted.Uuid is { } uuid) await session.MoveUuidAsync(uuid, account.Id, now, ct);
        await session.RecordAgreementsAsync(account.Id, wanted.Profile.Agreements, origin, now, ct);
        await groups.JoinAsync(session, account.Id, now, ct);

        await session.RecordEventAsync(account.Id, JoinedEvents.AddedAndRegistered, now, ct);
        if (hash is not null) await session.SetPasswordAsync(account.Id, hash, proved: true, now, ct);
        await devices.LearnAsync(session, account.Id, wanted.Device.DeviceId, origin, now, ct);

        // Setting the first password proves the mailbox too: one message is enough.
        if (hash is null) await signInChanges.SendFirstPasswordAsync(session, account, now, ct);
        else if (waits && mode.AsksForPin()) await pins.SendAsync(session, account, wanted.Device, origin, now, ct);
        else await signInChanges.SendVerificationAsync(session, account, now, ct);
        return account;
    }

    /// <summary>The account with all that it begins with, so that each of its rows is written once.</summary>
    private static Account Made(NewAccount wanted, bool waits, DateTimeOffset now)
    {
        var account = new Account
        {
            Id = Randomness.CustomerId(now),
            Standing = waits ? Standing.Waiting : Standing.Active,
            Registered = true,
            CreatedAt = now,
            ChangedAt = now,
            Email = wanted.Email.Text,
            OwnCode = wanted.Code is { } code && code.Folded != wanted.Email.Folded ? code.Text : null,
            CustomId = wanted.CustomId,
            Uuid = wanted.Uuid ?? Randomness.Uuid(now),
            Phone = wanted.Phone?.Text,
            PhoneDigits = wanted.Phone?.Digits,
            Agreements = wanted.Profile.Agreements.ApplyTo(Agreements.None),
            Attributes = CustomAttributes.Merge(null, wanted.Profile.Attributes),
            Tags = wanted.Tags,
        };
        foreach (var (field, value) in wanted.Profile.Fields) account[field] = value;
        account[ProfileField.Label] ??= account.GeneratedLabel;
        return account;
    }

    private static Failure LimitReached(TimeSpan wait) => new(FailureCode.LimitReached) { RetryAfter = wait };

    private static PasswordContext ContextOf(NewAccount wanted) => new()
    {
        Email = wanted.Email.Text,
        Code = wanted.Code?.Text,
        FirstName = wanted.Profile.Fields.GetValueOrDefault(ProfileField.FirstName),
        LastName = wanted.Profile.Fields.GetValueOrDefault(ProfileField.LastName),
    };
}
