using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Signing in through identity providers. An identity is found by issuer and subject and by nothing else: an address that the
/// provider knows never leads to somebody's account.
/// </summary>
public sealed class ProviderSignIns(
    Database database, IdentityProofs proofs, SignIns signIns, SignInChanges signInChanges, ActivationPins pins, DefaultGroups groups, Workspace workspace, Secrets secrets, SignInOptions options, TimeProvider clock)
{
    /// <summary>Rejected tokens of one client address; what is spared in Development is spared here.</summary>
    private static readonly Limit[] Rejections = [new(100, TimeSpan.FromHours(1))];

    /// <summary>Signs in, and makes the account at the first time where that is wanted.</summary>
    /// <returns>
    /// The token; <see cref="FailureCode.WrongCredentials"/> whatever is wrong with the provider's; <see cref="FailureCode.Unavailable"/>;
    /// <see cref="FailureCode.NotFound"/> (nobody has this identity, and no account is to be made); <see cref="FailureCode.NotActivated"/>;
    /// <see cref="FailureCode.LimitReached"/>, <see cref="FailureCode.Throttled"/>, or what is wrong with the profile.
    /// </returns>
    public async Task<Result<IssuedToken>> SignInAsync(ProviderSignIn wanted, Origin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(origin);
        var counter = secrets.Hash("rejected provider tokens", origin.Address);
        if (!origin.IsSpared && await database.ReadAsync(session => session.WaitAsync(counter, Rejections, clock.GetUtcNow(), ct), ct) is { } wait)
            return Failure.Throttled(wait);

        // Also where the caller goes meanwhile: the provider is asked all the same, which is to be counted.
        var proved = await proofs.ProveAsync(wanted.Method, wanted.Token, wanted.Nonce, CancellationToken.None);
        if (!proved.Is(out var identity, out var failure))
        {
            if (failure.Code == FailureCode.WrongCredentials) await database.WriteAsync(session => session.TakeAsync(counter, Rejections, clock.GetUtcNow(), CancellationToken.None), CancellationToken.None);
            return failure;
        }

        var mode = (await workspace.SettingsAsync(ct)).Registration;
        var begun = await database.WriteAsync(session => BeginAsync(session, wanted, identity, mode, origin, ct), ct);
        return begun.Is(out var session, out failure) ? await signIns.TokenAsync(session.New, session.CustomId, ct) : failure;
    }

    private async Task<Result<Begun>> BeginAsync(Session session, ProviderSignIn wanted, ProvedIdentity identity, RegistrationMode mode, Origin origin, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var linked = new LinkedSignIn(wanted.Method, identity.Issuer, identity.Subject, IsSuspended: false);
        var account = await FindAsync(session, linked, ct);
        if (account is null)
        {
            if (!wanted.Creates) return FailureCode.NotFound;
            if (CustomAttributes.Refusal(new Account(), wanted.Profile) is { } tooMuch) return tooMuch;
            if (wanted.CreationLimit is { } limit && !origin.IsSpared && await session.TakeAsync(secrets.Hash(wanted.CreationCounter, origin.Address), [limit], now, ct) is { } wait)
                return new Failure(FailureCode.LimitReached) { RetryAfter = wait };

            account = await CreateAsync(session, wanted, identity, linked, mode, origin, now, ct);
        }
        else if (!(await session.LinkedAsync(account.Id, ct)).Exists(own => !own.IsSuspended && own.Is(identity)))
        {
            return FailureCode.WrongCredentials;
        }

        if (CustomAttributes.Refusal(account, wanted.Profile) is { } refused) return refused;
        if (account.Standing == Standing.Waiting) return FailureCode.NotActivated;

        var begun = new NewSession(account.Id, Randomness.SessionId(), account.Epoch, wanted.Method, origin.Address, now + options.SessionLifetime, now + options.IdleLifetime)
        {
            // A token that does not tell its age may be weeks old: it proves who signs in, and nothing that needs a fresh proof.
            ProvedAt = identity.IssuedAt is not { } issued ? DateTimeOffset.UnixEpoch : issued < now ? issued : null,
        };
        if (!await session.BeginSessionAsync(begun, now, ct)) return FailureCode.WrongCredentials;
        await session.RecordEventAsync(account.Id, EventAction.SignedIn, now, ct);

        var stood = account.Uuid;
        if (wanted.Uuid is { } uuid) await session.TakeUuidAsync(account, uuid, now, ct);
        var numbered = await NumberAsync(session, account, identity, now, ct);
        if (await session.ApplyProfileAsync(account, wanted.Profile, origin, now, ct) || numbered || account.Uuid != stood) await session.SaveAccountAsync(account, now, ct);
        return new Begun(begun, account.CustomId);
    }

    /// <summary>Gives an account without a custom id the one that the workspace's own provider tells; one that is somebody's stays theirs.</summary>
    private static async Task<bool> NumberAsync(Session session, Account account, ProvedIdentity identity, DateTimeOffset now, CancellationToken ct)
    {
        if (account.CustomId is not null || !IdentifierText.Parse(identity.CustomId, "customId").Is(out var number, out _)) return false;
        if (!await session.ClaimAsync(IdentifierKind.CustomId, number, account.Id, now, ct)) return false;
        account.CustomId = number;
        return true;
    }

    private static async Task<Account?> FindAsync(Session session, LinkedSignIn linked, CancellationToken ct) =>
        await session.FindCustomerAsync(IdentifierKind.LinkedSignIn, linked.Value, ct) is { } customer ? await session.LockAccountAsync(customer, ct) : null;

    private async Task<Account> CreateAsync(Session session, ProviderSignIn wanted, ProvedIdentity identity, LinkedSignIn linked, RegistrationMode mode, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var account = await session.MakeAccountAsync(now, ct);
        if (!await session.LinkAsync(account.Id, linked, now, ct))
        {
            // Two first sign-ins at once: this one was slower.
            await session.UnmakeAccountAsync(account, ct);
            return (await FindAsync(session, linked, ct))!;
        }

        await groups.JoinAsync(session, account.Id, now, ct);
        await session.RecordEventAsync(account.Id, EventAction.Added, now, ct);
        if (!EmailAddress.Parse(identity.Email, "email").Is(out var address, out _) || !await session.ClaimAsync(IdentifierKind.Login, address.Folded, account.Id, now, ct)) return account;

        account.Email = address.Text;
        await session.RecordEventAsync(account.Id, EventAction.Identified, now, ct);
        if (identity.EmailVerified) await SignInChanges.ProveMailboxAsync(session, account, address.Text, ProofSide.Inside, origin, now, ct);
        else await AskForProofAsync(session, account, wanted, mode, origin, now, ct);
        await session.SaveAccountAsync(account, now, ct);
        return account;
    }

    private async Task AskForProofAsync(Session session, Account account, ProviderSignIn wanted, RegistrationMode mode, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var waits = mode.Waits(isThirdParty: true);
        if (waits)
        {
            // The uuid now rather than at the end of a sign-in that does not take place: it shows later who registered.
            if (wanted.Uuid is { } uuid) await session.TakeUuidAsync(account, uuid, now, ct);
            account.Standing = Standing.Waiting;
        }

        if (waits && mode.AsksForPin()) await pins.SendAsync(session, account, wanted.Device, origin, now, ct);
        else await signInChanges.SendVerificationAsync(session, account, now, ct);
    }

    private sealed record Begun(NewSession New, string? CustomId);
}
