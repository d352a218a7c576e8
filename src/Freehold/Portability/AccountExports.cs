using Freehold.Storage;

namespace Freehold;

/// <summary>Everything that is kept of one account as one JSON document: for the customer, and for the operator who is asked for it.</summary>
public sealed class AccountExports(Database database, SignInOptions signIn, TimeProvider clock)
{
    /// <summary>The caller's own document.</summary>
    /// <returns>The document; <see cref="FailureCode.NotSignedIn"/>; <see cref="FailureCode.StepUpRequired"/> where the last proof is too old (<see cref="SignInOptions.Proof"/>).</returns>
    public Task<Result<byte[]>> OfAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync<Result<byte[]>>(
            async session =>
            {
                if (await session.ReadAccountAsync(caller, now, ct) is not { } account) return FailureCode.NotSignedIn;

                // A stranger at an open screen must not take everything along.
                if (now - account.ProvedAt > signIn.Proof) return FailureCode.StepUpRequired;
                return AccountDocument.Of(await session.CopyAsync(account, ct), now);
            },
            ct);
    }

    /// <summary>The document of any account or profile, in any standing, also by the number of a profile that was merged into it; null when there is none.</summary>
    public Task<byte[]?> OfAsync(CustomerId customer, CancellationToken ct) =>
        database.ReadAsync(
            async session => await session.FindAccountAsync(await session.FindCurrentAsync(customer, ct) ?? customer, ct) is { } account ? AccountDocument.Of(await session.CopyAsync(account, ct), clock.GetUtcNow()) : null,
            ct);
}
