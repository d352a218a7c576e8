using Freehold.Storage;

namespace Freehold;

/// <summary>The account of whoever calls, in one statement with the check of the session, or from memory where nothing was written since.</summary>
public sealed class OwnAccounts(Database database, RecentAccounts recent, SessionTouches touches, TimeProvider clock)
{
    /// <summary>The caller's account; null when the session is over in any way.</summary>
    public ValueTask<Account?> ReadAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = clock.GetUtcNow();
        if (recent.Find(caller, now) is not { } known) return new(ReadAsync(caller, now, ct));
        touches.Saw(caller, known.SeenAt, now);
        return new(known);
    }

    /// <summary>
    /// The caller's account, which nobody else changes until the unit of work ends; null when the session is over in any way. Where it is known
    /// that nothing was written about the customer since, what stands in memory is what would be read.
    /// </summary>
    internal async ValueTask<Account?> LockAsync(Session session, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        !database.IsShared && recent.Find(caller, now) is { Revision: { } revision } known && session.NothingWritten(caller.Customer, revision)
            ? known
            : await session.LockAccountAsync(caller, now, ct);

    /// <summary>
    /// Writes what was read and changed since, with the event of the change: only while that still stands, and only as long as
    /// the session is good.
    /// </summary>
    /// <returns>False when something else was written meanwhile: then nothing was changed.</returns>
    internal async Task<bool> SaveAsync(Caller caller, Account account, CancellationToken ct)
    {
        var (now, since) = (clock.GetUtcNow(), Environment.TickCount64);
        var revision = account.Revision ?? throw new InvalidOperationException("The account was not read for its caller.");
        account.RecordUpdate(now);
        if (!await database.WriteOneAsync(caller.Customer, session => session.SaveProfileAsync(caller, account, revision, now, ct), ct)) return false;

        account.Saved(now);
        recent.KeepWritten(caller, account, revision, since);
        return true;
    }

    private async Task<Account?> ReadAsync(Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        var (since, revision) = (Environment.TickCount64, database.Revisions.Of(caller.Customer));
        var account = await database.ReadAsync(session => session.ReadAccountAsync(caller, now, ct), ct);
        if (account is null) return null;
        account.Revision = revision;
        recent.Keep(caller, account, revision, since);
        touches.Saw(caller, account.SeenAt, now);
        return account;
    }
}
