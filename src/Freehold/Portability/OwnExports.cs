using Freehold.Storage;

namespace Freehold;

/// <summary>Everything that is kept of a customer as one JSON document, for themselves.</summary>
public sealed class OwnExports(Database database, OwnAccounts accounts, Secrets secrets, SignInOptions signIn, TimeProvider clock)
{
    /// <summary>It is the one answer that may be tens of megabytes long.</summary>
    private static readonly Limit[] PerAccount = [new(10, TimeSpan.FromHours(1))];

    /// <summary>The caller's own document.</summary>
    /// <returns>The document; <see cref="FailureCode.NotSignedIn"/>; <see cref="FailureCode.StepUpRequired"/> where the last proof is too old (<see cref="SignInOptions.Proof"/>); <see cref="FailureCode.Throttled"/>.</returns>
    public async Task<Result<byte[]>> OfAsync(Caller caller, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = clock.GetUtcNow();
        if ((await database.WriteAsync(session => CountAsync(session, caller, now, ct), ct)).Failure is { } refused) return refused;

        var copy = await database.ReadAtOnceAsync(async session => await session.ReadAccountAsync(caller, now, ct) is { } account ? await session.CopyAsync(account, ct) : null, ct);
        return copy is null ? FailureCode.NotSignedIn : AccountDocument.Of(copy, now);
    }

    private async Task<Result<Done>> CountAsync(Session session, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;

        // A stranger at an open screen must not take everything along.
        if (now - account.ProvedAt > signIn.Proof) return FailureCode.StepUpRequired;
        return await session.TakeAsync(secrets.Hash("export", account.Id.ToString()), PerAccount, now, ct) is { } wait ? Failure.Throttled(wait) : new Done();
    }
}
