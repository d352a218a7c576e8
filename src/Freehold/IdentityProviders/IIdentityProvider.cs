namespace Freehold;

/// <summary>Whom a provider vouches for.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The provider's own number of the person; with the issuer it is the identity, the e-mail never is.</param>
/// <param name="Email">The address that the provider knows, as it writes it.</param>
/// <param name="EmailVerified">Whether the provider asserts that the mailbox is that person's.</param>
public sealed record ProvedIdentity(string Issuer, string Subject, string? Email, bool EmailVerified)
{
    /// <summary>When the proof was made; null where the provider does not tell: a sign-in by it then is no fresh proof.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>What the provider signed, which names the token whatever its signature is written like; null where the whole token does.</summary>
    public string? SignedPart { get; init; }

    /// <summary>The workspace's own number of the customer, where its provider tells it; null otherwise.</summary>
    public string? CustomId { get; init; }
}

/// <summary>Checks the tokens of one outside identity provider; attach implementations as services.</summary>
public interface IIdentityProvider
{
    /// <summary>The sign-in method that it serves, such as <c>GOOGLE</c>.</summary>
    string Method { get; }

    /// <summary>Checks a token; never called inside a unit of work.</summary>
    /// <param name="token">What the client sent, untrusted.</param>
    /// <param name="nonce">What the client had the provider put into the token, where it says so.</param>
    /// <returns>The identity; <see cref="FailureCode.WrongCredentials"/> whatever is wrong with the token; <see cref="FailureCode.Unavailable"/> when the provider does not answer in time.</returns>
    Task<Result<ProvedIdentity>> ProveAsync(string token, string? nonce, CancellationToken ct);
}
