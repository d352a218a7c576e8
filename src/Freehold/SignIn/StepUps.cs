using Freehold.Storage;

namespace Freehold;

/// <summary>Proving again who one is, in the same browser session, before a sensitive change: the session goes on under a new id.</summary>
public sealed class StepUps(Database database, OwnAccounts accounts, CurrentPassword passwords, LinkMail links, Secrets secrets, TimeProvider clock)
{
    /// <summary>Proves the password; the old cookie is dead afterwards.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.WrongPassword"/>, <see cref="FailureCode.WrongMethod"/> (no password: mail a link), <see cref="FailureCode.Throttled"/>.</returns>
    public async Task<Result<BrowserSession>> WithPasswordAsync(Caller caller, string password, CancellationToken ct)
    {
        var proved = await passwords.ProveAsync(caller, password, ct);
        if (!proved.Is(out var hash, out var failure)) return failure;

        return await database.WriteAsync<Result<BrowserSession>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is null) return FailureCode.NotSignedIn;
                if (await session.FindHashAsync(caller.Customer, ct) != hash) return new Failure(FailureCode.WrongPassword, "password");
                return await RenewAsync(session, caller, now, ct);
            },
            ct);
    }

    /// <summary>Mails a link to an account without password; it works in this session only.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.NoChannel"/>, <see cref="FailureCode.Throttled"/>.</returns>
    public Task<Result<Done>> MailAsync(Caller caller, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                if (SignInChanges.ResetAddress(account) is not { } address) return FailureCode.NoChannel;
                if (await session.TakeAsync(secrets.Hash("step up", account.Id.ToString()), links.PerTarget, now, ct) is { } wait) return Failure.Throttled(wait);

                await session.VoidLinksAsync(account.Id, LinkPurpose.StepUp, ct);
                var lifetime = links.Lifetime(LinkPurpose.StepUp);
                var token = await session.CreateLinkAsync(account.Id, LinkPurpose.StepUp, address, SessionMark(caller.Session), now, lifetime, ct);
                await links.SendAsync(session, account, address, LinkPurpose.StepUp, new() { ["token"] = token.Text, ["link"] = links.Url(token) }, lifetime, now, ct);
                return new Done();
            },
            ct);

    /// <summary>Uses the mailed link in the session that asked for it.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/> in another session, <see cref="FailureCode.WrongCode"/>.</returns>
    public Task<Result<BrowserSession>> WithLinkAsync(LinkToken token, Caller caller, CancellationToken ct) =>
        database.WriteAsync<Result<BrowserSession>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockLinkAsync(token, LinkPurpose.StepUp, now, ct) is not { } locked) return FailureCode.WrongCode;
                if (caller.Customer != locked.Account.Id || SessionMark(caller.Session) != locked.Link.Payload || await accounts.LockAsync(session, caller, now, ct) is null) return FailureCode.NotSignedIn;

                await session.ConsumeLinkAsync(locked.Link, ct);
                return await RenewAsync(session, caller, now, ct);
            },
            ct);

    private static async Task<BrowserSession> RenewAsync(Session session, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        var cookie = CookieSession.For(caller.Customer);
        var expiresAt = await session.RenewSessionAsync(caller, cookie.SessionId(), now, ct);
        return new BrowserSession(cookie, caller.Customer, expiresAt);
    }

    private string SessionMark(string id) => Convert.ToHexString(secrets.Hash("session of a link", id));
}
