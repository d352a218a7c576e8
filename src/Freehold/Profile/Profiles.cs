using Freehold.Storage;

namespace Freehold;

/// <summary>Reading and changing the own profile.</summary>
public sealed class Profiles(Database database, OwnAccounts accounts, PasswordHashing hashing, SignInChanges signInChanges, PasswordPolicy policy, Secrets secrets, FreeholdOptions options, TimeProvider clock)
{
    private static readonly Limit[] Conflicts = [new(20, TimeSpan.FromHours(1))];

    /// <summary>The caller's account; null when the session is over in any way.</summary>
    public ValueTask<Account?> ReadAsync(Caller caller, CancellationToken ct) => accounts.ReadAsync(caller, ct);

    /// <summary>Changes the caller's account.</summary>
    /// <returns>The account afterwards, or why nothing changed.</returns>
    public async Task<Result<Account>> UpdateAsync(Caller caller, ProfileChange change, CancellationToken ct)
    {
        if (change.IsPlain && await TryPlainAsync(caller, change, ct) is { } done) return done.Result;

        string? hash = null;
        if (change.Password is { } password)
        {
            var current = await ReadAsync(caller, ct);
            if (current is null) return FailureCode.NotSignedIn;
            if (Refusals(current, change) is [var unfit, .. var further]) return unfit with { Also = further };
            if (SignInChanges.Refusal(current, clock.GetUtcNow()) is { } waits) return waits;
            if (await database.ReadAsync(session => signInChanges.TooManyAsync(session, current, clock.GetUtcNow(), ct), ct) is { } many) return many;
            if (await policy.CheckAsync(password, current.PasswordContext, ct) is { } weak) return weak;
            var hashed = await hashing.HashAsync(password, ct);
            if (!hashed.Is(out hash, out var busy)) return busy;

            // What it cost is counted also where the caller has gone meanwhile.
            ct = CancellationToken.None;
        }

        return await database.WriteAsync<Result<Account>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;
                if (Refusals(account, change) is [var refusal, .. var others]) return refusal with { Also = others };
                if (change.TouchesSignIn && SignInChanges.Refusal(account, now) is { } frozen) return frozen;
                if (change.TouchesSignIn && await signInChanges.CountChangeAsync(session, account, now, ct) is { } often) return often;

                // Identifiers first: they alone can still be refused, and a failure commits.
                if ((change.Email is not null || change.Code is not null) && await ChangeLoginAsync(session, account, change, caller.Origin, now, ct) is { } refused) return refused;
                if (hash is not null) await signInChanges.ChangePasswordAsync(session, account, hash, proved: false, caller.Session, now, ct);

                var changed = await session.ApplyProfileAsync(account, change, caller.Origin, now, ct);
                if (change.TouchesSignIn) account.RecordUpdate(now);
                if (change.TouchesSignIn || changed) await session.SaveAccountAsync(account, now, ct);
                return account;
            },
            ct);
    }

    /// <summary>
    /// The common case without a lock: what was read is changed in memory and written back with one statement, unless something
    /// else was written meanwhile. Then, and where the change shows in the lists of the business side, null.
    /// </summary>
    private async Task<Plain?> TryPlainAsync(Caller caller, ProfileChange change, CancellationToken ct)
    {
        if (await accounts.ReadAsync(caller, ct) is not { } account) return new Plain(FailureCode.NotSignedIn);
        if (Refusals(account, change) is [var refusal, .. var others]) return new Plain(refusal with { Also = others });

        if (!ProfileUpdate.Apply(account, change)) return new Plain(account);
        if (DirectoryEntry.Of(account) != account.Listed) return null;
        return await accounts.SaveAsync(caller, account, ct) ? new Plain(account) : null;
    }

    private sealed record Plain(Result<Account> Result);

    /// <summary>What a change would be refused for before anything is written, so that a dialect can name it beside its own findings.</summary>
    /// <returns>Every reason; <see cref="FailureCode.NotSignedIn"/> alone when the session is over.</returns>
    public async Task<IReadOnlyList<Failure>> RefusalsAsync(Caller caller, ProfileChange change, CancellationToken ct) =>
        await ReadAsync(caller, ct) is { } account ? Refusals(account, change) : [new Failure(FailureCode.NotSignedIn)];

    /// <summary>Conflicts tell which addresses have accounts, so that one client address may cause a few only.</summary>
    private async Task<Failure?> ChangeLoginAsync(Session session, Account account, ProfileChange change, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var name = secrets.Hash("login conflicts", origin.Address);
        if (await session.WaitAsync(name, Conflicts, now, ct) is { } wait) return Failure.Throttled(wait);

        var failure = await signInChanges.ChangeLoginAsync(session, account, change.Email, change.Code, now, ct);
        if (failure is { Code: FailureCode.Taken }) await session.TakeAsync(name, Conflicts, now, ct);
        return failure;
    }

    private bool StepUpNeeded(Account account, ProfileChange change) =>
        change.TouchesSignIn && clock.GetUtcNow() - account.ProvedAt > change.ProofNeeded;

    private List<Failure> Refusals(Account account, ProfileChange change)
    {
        var refusals = new List<Failure>();
        foreach (var (name, value) in change.Repeated)
            if (!Stands(account, name, value)) refusals.Add(new Failure(FailureCode.ReadOnly, name) { Rejected = value });
        if (CustomAttributes.Refusal(account, change) is { } tooLong) refusals.Add(tooLong);
        if (StepUpNeeded(account, change)) refusals.Add(new Failure(FailureCode.StepUpRequired));
        return refusals;
    }

    private bool Stands(Account account, string name, string? value) => name switch
    {
        "email" => value == account.Email || (EmailAddress.Parse(value, name).Is(out var email, out _) && email.Folded == account.FoldedEmail),
        "phone" => value == account.Phone || (value is not null && account.PhoneDigits is { } digits && IsSpelling(value, digits)),
        "customId" => value == account.CustomId,
        "uuid" => value == account.Uuid,
        _ => throw new InvalidOperationException($"{name} is no identifier."),
    };

    private bool IsSpelling(string phone, string digits) =>
        Phone.DigitsIn(phone) == digits || (Phone.Parse(phone, "phone", options.DefaultPhoneCountry).Is(out var parsed, out _) && parsed.Digits == digits);
}
