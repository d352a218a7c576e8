using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Freehold;

/// <summary>Whom a token speaks for.</summary>
public enum TokenRealm
{
    /// <summary>A visitor; may register, sign in and record events.</summary>
    Anonymous,
    /// <summary>A signed-in customer.</summary>
    Client,
    /// <summary>The workspace's business side.</summary>
    Business,
}

/// <summary>What a verified access token says; whether its session is still good, only the database tells.</summary>
/// <param name="Realm">Whom it speaks for.</param>
/// <param name="Customer">The customer; 0 for visitors and the business side.</param>
/// <param name="Session">The session's id; for the business side <see cref="BusinessKeyMark"/>; empty for visitors.</param>
/// <param name="Uuid">The visitor's uuid, for anonymous tokens.</param>
/// <param name="Method">How the sign-in was done: <c>ANONYMOUS</c>, <c>SYNERISE</c>, <c>FACEBOOK</c>, …</param>
/// <param name="ExpiresAt">When the token ends at the latest.</param>
public sealed record AccessToken(TokenRealm Realm, CustomerId Customer, string Session, string? Uuid, string Method, DateTimeOffset ExpiresAt);

/// <summary>A token as it is handed out.</summary>
/// <param name="Text">The signed token.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Says">What it says.</param>
public sealed record IssuedToken(string Text, DateTimeOffset CreatedAt, AccessToken Says)
{
    /// <summary>The workspace's own number of the customer: told beside the token, never in it.</summary>
    public string? CustomId { get; init; }

    /// <summary>The token that makes the device a known one from now on; null when it is one already, and where nobody signed in.</summary>
    public string? Device { get; init; }
}

/// <summary>
/// Issues and verifies access tokens: JWT per RFC 9068, ES256 only, no personal values. Verified tokens are remembered
/// until they expire, since a signature costs more than the rest of a read; sessions are checked by every operation all the same.
/// </summary>
public sealed class AccessTokens
{
    private const string Audience = "freehold";
    private const string TokenType = "at+jwt";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly VerifiedTokens verified = new();
    private readonly KeyRing keys;
    private readonly FreeholdOptions options;
    private readonly TimeProvider clock;

    /// <summary>Takes the deployment's keys; the issuer is its public URL.</summary>
    public AccessTokens(KeyRing keys, FreeholdOptions options, TimeProvider clock)
    {
        this.keys = keys;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Signs a token.</summary>
    public IssuedToken Issue(AccessToken says)
    {
        ArgumentNullException.ThrowIfNull(says);
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Randomness.SessionId(),
            ["sub"] = says.Customer.ToString(),
            ["rlm"] = RealmName(says.Realm),
            ["org"] = says.Method,
            ["ctd"] = now.ToUnixTimeMilliseconds(),
        };
        if (says.Session.Length > 0) claims["sid"] = says.Session;
        if (says.Uuid is not null) claims["uuid"] = says.Uuid;

        var text = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.PublicUrl,
            Audience = Audience,
            TokenType = TokenType,
            IssuedAt = now.UtcDateTime,
            Expires = says.ExpiresAt.UtcDateTime,
            Claims = claims,
            SigningCredentials = keys.Signing,
        });
        return new IssuedToken(text, now, says);
    }

    /// <summary>What a token says; null when it is not one of ours, or has expired.</summary>
    public ValueTask<AccessToken?> VerifyAsync(ReadOnlySpan<char> text)
    {
        if (!verified.TryName(text, out var name)) return default;
        if (verified.Find(name) is not { } says) return new(VerifyAsync(text.ToString(), name));
        return new(says.ExpiresAt > clock.GetUtcNow() ? says : null);
    }

    private async Task<AccessToken?> VerifyAsync(string text, VerifiedTokens.Name name)
    {
        var known = keys.Verifying;
        var result = await ValidateAsync(text, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            keys.Look();
            if (keys.Verifying != known) result = await ValidateAsync(text, keys.Verifying);
        }

        if (!result.IsValid || Read((JsonWebToken)result.SecurityToken) is not { } says) return null;
        if (text.Length <= VerifiedTokens.MostRemembered) verified.Add(name, says, clock.GetUtcNow());
        return says;
    }

    private Task<TokenValidationResult> ValidateAsync(string text, IReadOnlyList<SecurityKey> known) =>
        handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = options.PublicUrl,
            ValidAudience = Audience,
            ValidTypes = [TokenType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = known,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
        });

    private static AccessToken? Read(JsonWebToken token)
    {
        TokenRealm? realm = Claim(token, "rlm") switch
        {
            "client" => TokenRealm.Client,
            "anonymous_client" => TokenRealm.Anonymous,
            "business" => TokenRealm.Business,
            _ => null,
        };
        if (realm is null || !long.TryParse(token.Subject, CultureInfo.InvariantCulture, out var customer)) return null;
        return new AccessToken(realm.Value, new CustomerId(customer), Claim(token, "sid") ?? "", Claim(token, "uuid"), Claim(token, "org") ?? "UNKNOWN", token.ValidTo);
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    /// <summary>The name of a realm as published clients know it.</summary>
    public static string RealmName(TokenRealm realm) => realm switch
    {
        TokenRealm.Client => "client",
        TokenRealm.Anonymous => "anonymous_client",
        _ => "business",
    };
}
