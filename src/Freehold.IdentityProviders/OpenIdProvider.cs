using System.Text.Json;

namespace Freehold.IdentityProviders;

/// <summary>Google and Apple: identity tokens of OpenID Connect, checked by its core specification, section 3.1.3.7.</summary>
internal sealed class OpenIdProvider(string method, OpenIdOptions options, ProviderHttp http, SignedTokens tokens, TimeProvider clock) : IIdentityProvider
{
    private readonly PublishedKeys keys = new(http, options.Issuer, isDiscovery: true, clock);
    private readonly string[] audiences = Claims.Audiences(options.Audience);

    // Google's older tokens name it without the scheme.
    private readonly string[] issuers = [options.Issuer, .. options.Issuer == "https://accounts.google.com" ? ["accounts.google.com"] : Array.Empty<string>()];

    public string Method => method;

    public Task<Result<ProvedIdentity>> ProveAsync(string token, string? nonce, CancellationToken ct) =>
        ProviderHttp.InTimeAsync<ProvedIdentity>(
            async limited =>
            {
                if (SignedTokens.Read(token) is not { } shown) return FailureCode.WrongCredentials;
                if (!(await keys.FindAsync(shown.Kid, limited)).Is(out var published, out var down)) return down;
                if (await tokens.CheckAsync(token, published, issuers, audiences) is not { } good) return FailureCode.WrongCredentials;

                using var payload = JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(good.EncodedPayload));
                var says = payload.RootElement;
                if (Claims.Text(says, "sub") is not { } subject || !Claims.HasNonce(says, nonce)) return FailureCode.WrongCredentials;
                return new ProvedIdentity(options.Issuer, subject, Claims.Text(says, "email"), Claims.IsTrue(says, "email_verified")) { IssuedAt = SignedTokens.IssuedAt(good), SignedPart = SignedTokens.SignedPart(good) };
            },
            ct);
}
