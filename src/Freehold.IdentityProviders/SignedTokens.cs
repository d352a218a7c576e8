using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Freehold.IdentityProviders;

/// <summary>Checks signed tokens: an asymmetric signature by one of the given keys, issuer, audience, expiry.</summary>
internal sealed class SignedTokens(TimeProvider clock)
{
    /// <summary>Providers' tokens have one to two thousand characters.</summary>
    private const int MostCharacters = 16 * 1024;

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    /// <summary>Two clocks are never the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>The token's form, unchecked, for its key's name; null when it is none.</summary>
    public static JsonWebToken? Read(string text)
    {
        if (text.Length > MostCharacters) return null;
        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>When the token says that it was made; long ago where it does not.</summary>
    public static DateTimeOffset IssuedAt(JsonWebToken token) => DateTime.SpecifyKind(token.IssuedAt, DateTimeKind.Utc);

    /// <summary>What was signed: it names the token, whose signature can be written in several ways. Null where nothing can be seen of it.</summary>
    public static string? SignedPart(JsonWebToken? token) => token is { IsEncrypted: false } ? $"{token.EncodedHeader}.{token.EncodedPayload}" : null;

    /// <summary>The checked token; null when anything is wrong with it.</summary>
    public async Task<JsonWebToken?> CheckAsync(string text, SecurityKey[] keys, IEnumerable<string> issuers, IEnumerable<string> audiences)
    {
        var result = await handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuers = issuers,
            ValidAudiences = audiences,
            ValidAlgorithms = Algorithms,

            // Two keys of different kinds may have one name (RFC 7517, section 4.5), so that each is tried, whatever the token names.
            IssuerSigningKeyResolver = (_, _, _, _) => keys,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now - Skew < end && (notBefore is not { } begin || begin <= now + Skew);
    }
}
