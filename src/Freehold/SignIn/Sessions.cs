using Freehold.Storage;

namespace Freehold;

/// <summary>A session as its customer sees it.</summary>
/// <param name="Id">Names it in this list; nobody can sign in with it.</param>
/// <param name="Method">How it was begun: <c>SYNERISE</c>, <c>FACEBOOK</c>, …</param>
/// <param name="BegunAt">When it was begun.</param>
/// <param name="SeenAt">When it was used last, to the hour.</param>
/// <param name="ClientAddress">From where it was begun.</param>
/// <param name="IsOwn">Whether it is the one that asks.</param>
public sealed record SessionEntry(string Id, string Method, DateTimeOffset BegunAt, DateTimeOffset SeenAt, string? ClientAddress, bool IsOwn);

/// <summary>The own sessions: seeing them, ending one, ending all others.</summary>
public sealed class Sessions(Database database, OwnAccounts accounts, TimeProvider clock)
{
    /// <summary>The caller's sessions, the newest first; null when the caller's own is over.</summary>
    public Task<List<SessionEntry>?> ListAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = clock.GetUtcNow();
        return database.ReadAtOnceAsync(
            async session => await session.ReadAccountAsync(caller, now, ct) is { } account ? await session.ListSessionsAsync(account, caller.Session, now, ct) : null,
            ct);
    }

    /// <summary>Ends one of the caller's sessions.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>; <see cref="FailureCode.NotFound"/> when the customer has no such session.</returns>
    public Task<Result<Done>> EndAsync(Caller caller, string id, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                return await session.EndSessionAsync(account.Id, id, ct) ? new Done() : FailureCode.NotFound;
            },
            ct);

    /// <summary>Ends all of the caller's sessions but the one that asks.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>.</returns>
    public Task<Result<Done>> EndOthersAsync(Caller caller, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                await session.EndSessionsAsync(account, caller.Session, ct);
                return new Done();
            },
            ct);
}
