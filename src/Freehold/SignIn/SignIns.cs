using Freehold.Storage;

namespace Freehold;

/// <summary>Signing in, refreshing and signing out.</summary>
public sealed class SignIns(Database database, OwnAccounts accounts, PasswordHashing hashing, AccessTokens tokens, SignInThrottle throttle, KnownDevices known, SignInDevices devices, SessionTouches touches, Workspace workspace, BusinessKeyMark business, SignInOptions options, TimeProvider clock)
{
    private readonly PasswordTurns turns = new(atOnce: 5);

    /// <summary>The method of sessions begun with e-mail (or code) and password.</summary>
    public const string PasswordMethod = "SYNERISE";

    /// <summary>A token for a visitor; kept nowhere.</summary>
    /// <param name="uuid">The visitor's own uuid, which keeps its events together; null draws one.</param>
    public async Task<IssuedToken> AnonymousAsync(string? uuid, CancellationToken ct) =>
        tokens.Issue(new AccessToken(TokenRealm.Anonymous, default, "", uuid ?? Randomness.Uuid(clock.GetUtcNow()), "ANONYMOUS", await ExpiryAsync(ct)));

    /// <summary>A token for the workspace's business side; the caller has checked its key.</summary>
    public async Task<IssuedToken> BusinessAsync(CancellationToken ct) =>
        tokens.Issue(new AccessToken(TokenRealm.Business, default, business.Text, null, "UNKNOWN", await ExpiryAsync(ct)));

    /// <summary>Signs in with e-mail or code and password; a bearer token.</summary>
    /// <returns>The token; <see cref="FailureCode.WrongCredentials"/> whatever was wrong; <see cref="FailureCode.Throttled"/> or <see cref="FailureCode.Locked"/> after too many failures.</returns>
    public Task<Result<IssuedToken>> WithPasswordAsync(string login, string password, Origin origin, CancellationToken ct) =>
        WithPasswordAsync(new PasswordSignIn { Login = login, Password = password }, origin, ct);

    /// <summary>Signs in by password; a bearer token.</summary>
    /// <returns>The token; <see cref="FailureCode.WrongCredentials"/> whatever was wrong; <see cref="FailureCode.Throttled"/> or <see cref="FailureCode.Locked"/> after too many failures; only after the right password <see cref="FailureCode.NotActivated"/> or what <see cref="SignInDevices"/> has against it.</returns>
    public async Task<Result<IssuedToken>> WithPasswordAsync(PasswordSignIn wanted, Origin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var proof = await ProveAsync(wanted, origin, ct);
        if (!proof.Is(out var proved, out var failure)) return failure;

        var begun = await BeginAsync(proved, Randomness.SessionId(), wanted, origin, ct);
        return begun.Is(out var session, out failure)
            ? await TokenAsync(session, proved.Password.CustomId, ct) with { Device = proved.NewDevice }
            : failure;
    }

    /// <summary>Signs in with e-mail or code and password; a cookie for a browser.</summary>
    /// <returns>The cookie; <see cref="FailureCode.WrongCredentials"/> whatever was wrong; <see cref="FailureCode.Throttled"/> or <see cref="FailureCode.Locked"/> after too many failures.</returns>
    public async Task<Result<BrowserSession>> InBrowserAsync(string login, string password, Origin origin, CancellationToken ct)
    {
        var wanted = new PasswordSignIn { Login = login, Password = password };
        var proof = await ProveAsync(wanted, origin, ct);
        if (!proof.Is(out var proved, out var failure)) return failure;

        var cookie = CookieSession.For(proved.Password.Customer);
        var begun = await BeginAsync(proved, cookie.SessionId(), wanted, origin, ct);
        return begun.Is(out var session, out failure) ? new BrowserSession(cookie, session.Customer, session.EndsAt) { Device = proved.NewDevice } : failure;
    }

    /// <summary>A new token for the same session; the old one lives to its own expiry.</summary>
    /// <returns>The token, or <see cref="FailureCode.NotSignedIn"/> when the session is over.</returns>
    public async Task<Result<IssuedToken>> RefreshAsync(AccessToken current, Origin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (current.Realm == TokenRealm.Anonymous) return await AnonymousAsync(current.Uuid, ct);

        var live = await FindAsync(new Caller(current.Customer, current.Session, origin), ct);
        if (live is null) return FailureCode.NotSignedIn;
        return await TokenAsync(current.Customer, current.Session, current.Method, live.EndsAt, ct) with { CustomId = live.CustomId };
    }

    /// <summary>When the caller's session ends at the latest; null when it is over already.</summary>
    public async Task<DateTimeOffset?> EndOfAsync(Caller caller, CancellationToken ct) => (await FindAsync(caller, ct))?.EndsAt;

    /// <summary>Ends the caller's session, or all sessions of the account.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/> when the session was over already.</returns>
    public Task<Result<Done>> SignOutAsync(Caller caller, bool everywhere, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LockAsync(session, caller, now, ct);
                if (account is null) return FailureCode.NotSignedIn;

                if (everywhere) await session.EndSessionsAsync(account, except: null, ct);
                else await session.EndSessionAsync(caller.Customer, caller.Session, ct);
                await session.RecordEventAsync(caller.Customer, EventAction.SignedOut, now, ct);
                return new Done();
            },
            ct);

    private async Task<LiveSession?> FindAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var live = await database.ReadAsync(session => session.FindSessionAsync(caller, now, ct), ct);
        if (live is not null) touches.Saw(caller, live.SeenAt, now);
        return live;
    }

    /// <summary>The bearer token of a session that has just begun.</summary>
    internal async Task<IssuedToken> TokenAsync(NewSession begun, string? customId, CancellationToken ct) =>
        await TokenAsync(begun.Customer, begun.Id, begun.Method, begun.EndsAt, ct) with { CustomId = customId };

    private async Task<DateTimeOffset> ExpiryAsync(CancellationToken ct) =>
        clock.GetUtcNow() + TimeSpan.FromSeconds((await workspace.SettingsAsync(ct)).TokenLifetimeInSeconds);

    private async Task<IssuedToken> TokenAsync(CustomerId customer, string session, string method, DateTimeOffset sessionEnds, CancellationToken ct)
    {
        var expiresAt = await ExpiryAsync(ct);
        return tokens.Issue(new AccessToken(TokenRealm.Client, customer, session, null, method, expiresAt < sessionEnds ? expiresAt : sessionEnds));
    }

    /// <summary>Checks a password with equal work whether or not there is such an account.</summary>
    private async Task<Result<Proof>> ProveAsync(PasswordSignIn wanted, Origin origin, CancellationToken ct)
    {
        var (kind, value) = wanted.Identifier();
        using var turn = await turns.TakeAsync(value, origin.Address, ct);
        if (turn is null) return new Failure(FailureCode.Busy) { RetryAfter = TimeSpan.FromSeconds(1) };

        var now = clock.GetUtcNow();
        var (stored, names, refusal, anyFailures) = await database.ReadAsync(
            async session =>
            {
                var stored = await session.FindPasswordAsync(kind, value, ct);
                var names = await throttle.NamesAsync(session, kind, value, stored?.Customer, origin, now, ct);
                var (refusal, anyFailures) = await throttle.JudgeAsync(session, names, origin, now, ct);
                return (stored, names, refusal, anyFailures);
            },
            ct);
        if (refusal is not null)
        {
            if (refusal.Code == FailureCode.Locked) await InWriteAsync(session => throttle.RemindAsync(session, names, stored?.Customer, now, ct), ct);
            return refusal;
        }

        var verdict = await hashing.VerifyAsync(wanted.Password, stored?.Hash, ct);
        if (!verdict.Is(out var answer, out var failure)) return failure;
        if (answer == PasswordVerdict.Wrong || stored is null || stored.Standing is not (Standing.Active or Standing.Waiting))
        {
            // Also where the caller has gone meanwhile: the hash was made all the same.
            await InWriteAsync(session => throttle.CountAsync(session, names, stored?.Customer, now, CancellationToken.None), CancellationToken.None);
            return FailureCode.WrongCredentials;
        }

        if (stored.Standing == Standing.Waiting) return FailureCode.NotActivated;
        if (answer == PasswordVerdict.RightButWeak) await RehashAsync(stored, wanted.Password, ct);
        return new Proof(stored, names, anyFailures, names.IsKnownDevice ? null : known.Issue(stored.Customer, now));
    }

    private Task<Done> InWriteAsync(Func<Session, Task> work, CancellationToken ct) =>
        database.WriteAsync(
            async session =>
            {
                await work(session);
                return new Done();
            },
            ct);

    private async Task<Result<NewSession>> BeginAsync(Proof proved, string id, PasswordSignIn wanted, Origin origin, CancellationToken ct)
    {
        var control = (await workspace.SettingsAsync(ct)).DeviceControl ?? DeviceControl.Off;
        return await database.WriteAsync<Result<NewSession>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                Account? account = null;
                if (wanted.ChangesAccount || control != DeviceControl.Off)
                {
                    account = await session.LockAccountAsync(proved.Password.Customer, ct);
                    if (account is null || account.Epoch != proved.Password.Epoch) return FailureCode.WrongCredentials;
                    if (CustomAttributes.Refusal(account, wanted.Profile) is { } refused) return refused;
                }

                if (control != DeviceControl.Off && await devices.JudgeAsync(session, account!, control, wanted.DeviceId, proved.NewDevice, proved.Names, origin, now, ct) is { } unknown) return unknown;

                var begun = new NewSession(proved.Password.Customer, id, proved.Password.Epoch, PasswordMethod, origin.Address, now + options.SessionLifetime, now + options.IdleLifetime);
                if (!await session.BeginSessionAsync(begun, now, ct)) return FailureCode.WrongCredentials;
                if (proved.AnyFailures) await SignInThrottle.ForgetAsync(session, proved.Names, ct);
                await session.RecordEventAsync(proved.Password.Customer, EventAction.SignedIn, now, ct);
                if (wanted.ChangesAccount) await ChangeAsync(session, account!, wanted, origin, now, ct);
                return begun;
            },
            ct);
    }

    private static async Task ChangeAsync(Session session, Account account, PasswordSignIn wanted, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var stood = account.Uuid;
        if (wanted.Uuid is { } uuid) await session.TakeUuidAsync(account, uuid, now, ct);
        var changed = await session.ApplyProfileAsync(account, wanted.Profile, origin, now, ct);
        if (changed || account.Uuid != stood) await session.SaveAccountAsync(account, now, ct);
    }

    private async Task RehashAsync(StoredPassword weak, string password, CancellationToken ct)
    {
        // Busy is no reason to refuse the sign-in: the next one tries again.
        if (!(await hashing.HashAsync(password, ct)).Is(out var hash, out _)) return;
        await database.WriteAsync(session => session.ReplaceHashAsync(weak, hash, ct), ct);
    }

    /// <summary>A password that was right, what was counted against it before, and the token for a device that showed none.</summary>
    private sealed record Proof(StoredPassword Password, SignInNames Names, bool AnyFailures, string? NewDevice);
}
