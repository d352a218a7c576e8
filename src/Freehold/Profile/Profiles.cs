using Freehold.Storage;

namespace Freehold;

/// <summary>Reading and changing the own profile.</summary>
public sealed class Profiles(Database database, PasswordHashing hashing, SignInData signInData, PasswordPolicy policy, TimeProvider clock)
{
    /// <summary>The caller's account, in one statement with the check of the session; null when the session is over in any way.</summary>
    public Task<Account?> ReadAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(session => session.ReadAccountAsync(caller, now, ct), ct);
    }

    /// <summary>Changes the caller's account.</summary>
    /// <returns>The account afterwards, or why nothing changed.</returns>
    public async Task<Result<Account>> UpdateAsync(Caller caller, ProfileChange change, CancellationToken ct)
    {
        string? hash = null;
        if (change.Password is { } password)
        {
            var current = await ReadAsync(caller, ct);
            if (current is null) return FailureCode.NotSignedIn;
            if (StepUpNeeded(current, change)) return FailureCode.StepUpRequired;
            if (policy.Check(password, current.PasswordContext) is { } refused) return refused;
            var hashed = await hashing.HashAsync(password, ct);
            if (!hashed.Is(out hash, out var busy)) return busy;
        }

        return await database.WriteAsync<Result<Account>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await session.LockAccountAsync(caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (Refusal(account, change) is { } refusal) return refusal;
                if (change.TouchesSignIn && SignInData.Refusal(account, now) is { } frozen) return frozen;

                // Identifiers first: they alone can still be refused, and a failure commits.
                if (change.Email is { } email && await signInData.ChangeEmailAsync(session, account, email, proved: false, now, ct) is { } taken) return taken;
                if (change.Code is { } code && await signInData.ChangeCodeAsync(session, account, code, now, ct) is { } used) return used;
                if (hash is not null) await signInData.ChangePasswordAsync(session, account, hash, proved: false, caller.Session, now, ct);

                Apply(account, change);
                await session.ApplyAgreementsAsync(account, change.Agreements, caller.Origin, now, ct);
                await session.SaveAccountAsync(account, now, ct);
                await session.RecordEventAsync(account.Id, EventAction.Updated, now, ct);
                return account;
            },
            ct);
    }

    private bool StepUpNeeded(Account account, ProfileChange change) =>
        change.TouchesSignIn && clock.GetUtcNow() - account.ProvedAt > change.ProofNeeded;

    private Failure? Refusal(Account account, ProfileChange change)
    {
        foreach (var (name, value) in change.Repeated)
        {
            var stands = name switch
            {
                "email" => account.Email,
                "phone" => account.Phone,
                "customId" => account.CustomId,
                "uuid" => account.Uuid,
                _ => throw new InvalidOperationException($"{name} is no identifier."),
            };
            if (!string.Equals(stands, value, name == "email" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) return new Failure(FailureCode.ReadOnly, name);
        }

        return StepUpNeeded(account, change) ? new Failure(FailureCode.StepUpRequired) : null;
    }

    private static void Apply(Account account, ProfileChange change)
    {
        var labelWasGenerated = account[ProfileField.Label] == account.GeneratedLabel;
        foreach (var (field, value) in change.Fields) account[field] = value;
        account.Attributes = CustomAttributes.Merge(account.Attributes, change.Attributes);
        if (labelWasGenerated && !change.Fields.ContainsKey(ProfileField.Label)) account[ProfileField.Label] = null;
        account[ProfileField.Label] ??= account.GeneratedLabel;
    }
}
