using System.Security.Cryptography;
using System.Text;
using Freehold.Storage;

namespace Freehold;

/// <summary>A provider's token that a signed-in customer shows before a sensitive change.</summary>
/// <param name="Method">The provider; null means the only one that the account signs in with.</param>
/// <param name="Token">What the client sent, untrusted.</param>
public sealed record IdentityToken(string? Method, string Token)
{
    /// <inheritdoc/>
    public override string ToString() => $"({Method} token)";
}

/// <summary>Checks the tokens of identity providers; one that is not set up rejects every token.</summary>
public sealed class IdentityProofs(IEnumerable<IIdentityProvider> providers, Database database, OwnAccounts accounts, Secrets secrets, SignInOptions signIn, TimeProvider clock)
{
    private static readonly Limit[] Tries = [new(10, TimeSpan.FromMinutes(15)), new(40, TimeSpan.FromDays(1))];

    /// <summary>Longer than any provider's token lives; one that does not tell its age is never too old.</summary>
    private static readonly Limit[] Once = [new(1, TimeSpan.FromDays(400))];

    private readonly Dictionary<string, IIdentityProvider> providers = providers.ToDictionary(provider => provider.Method);

    /// <summary>Checks a token of a sign-in.</summary>
    internal async Task<Result<ProvedIdentity>> ProveAsync(string method, string token, string? nonce, CancellationToken ct) =>
        providers.TryGetValue(method, out var provider) ? await provider.ProveAsync(token, nonce, ct) : FailureCode.WrongCredentials;

    /// <summary>Checks a token that a signed-in customer shows for a sensitive change: of an identity of theirs, lately issued, and for one change only. Compare it again under the account's lock (<see cref="StandsAsync"/>).</summary>
    /// <returns>The identity; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.WrongMethod"/> (the account does not sign in that way), <see cref="FailureCode.WrongPassword"/> (anything wrong with the token), <see cref="FailureCode.Throttled"/>, <see cref="FailureCode.Unavailable"/>.</returns>
    internal async Task<Result<ProvedIdentity>> ProveAsync(Caller caller, IdentityToken shown, CancellationToken ct)
    {
        var begun = await database.WriteAsync<Result<List<LinkedSignIn>>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                var linked = (await session.LinkedAsync(account.Id, ct)).FindAll(linked => !linked.IsSuspended && (shown.Method is null || linked.Method == shown.Method));
                if (linked.Count == 0 || (shown.Method is null && linked.Exists(other => other.Method != linked[0].Method))) return FailureCode.WrongMethod;

                return await session.TakeAsync(secrets.Hash("identity proof", account.Id.ToString()), Tries, now, ct) is { } wait ? Failure.Throttled(wait) : linked;
            },
            ct);
        if (!begun.Is(out var linked, out var failure)) return failure;

        var checkedToken = await ProveAsync(linked[0].Method, shown.Token, nonce: null, ct);
        if (!checkedToken.Is(out var identity, out failure)) return failure.Code == FailureCode.WrongCredentials ? FailureCode.WrongPassword : failure;
        if (!linked.Exists(own => own.Is(identity)) || identity.IssuedAt < clock.GetUtcNow() - signIn.Proof) return FailureCode.WrongPassword;

        var used = secrets.Hash("identity token", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity.SignedPart ?? shown.Token))));
        return await database.WriteAsync(session => session.TakeAsync(used, Once, clock.GetUtcNow(), ct), ct) is null ? identity : FailureCode.WrongPassword;
    }

    /// <summary>Whether the identity is still one that the locked account signs in with.</summary>
    internal static async Task<bool> StandsAsync(Session session, Account account, ProvedIdentity identity, CancellationToken ct) =>
        (await session.LinkedAsync(account.Id, ct)).Exists(own => !own.IsSuspended && own.Is(identity));
}
