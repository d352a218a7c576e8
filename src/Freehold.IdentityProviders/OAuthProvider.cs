using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Freehold.IdentityProviders;

/// <summary>
/// The workspace's own provider, which the dialect calls OAUTH though it is not RFC 6749: its server is asked about the token
/// (SERVER), or the token is verified by a published key (JWT). Its e-mail is nobody's proof.
/// </summary>
internal sealed class OAuthProvider(OAuthOptions options, ProviderHttp http, SignedTokens tokens, TimeProvider clock) : IIdentityProvider
{
    private const int MostCharacters = 8192;

    private readonly string[] audiences = Claims.Audiences(options.Audience);
    private readonly PublishedKeys? published = options.KeysUrl is { Length: > 0 } address ? new(http, address, isDiscovery: false, clock) : null;
    private readonly SecurityKey[] given = KeySet.Parse(options.Key);

    public string Method => "OAUTH";

    public Task<Result<ProvedIdentity>> ProveAsync(string token, string? nonce, CancellationToken ct) =>
        ProviderHttp.InTimeAsync(limited => options.IsJwt ? VerifyAsync(token, nonce, limited) : AskAsync(token, limited), ct);

    private async Task<Result<ProvedIdentity>> AskAsync(string token, CancellationToken ct)
    {
        if (token.Length > MostCharacters) return FailureCode.WrongCredentials;
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Url);

        // What cannot stand in a header cannot be a token.
        foreach (var character in token)
            if (character is < '!' or > '~') return FailureCode.WrongCredentials;
        request.Headers.TryAddWithoutValidation(options.TokenHeader, options.TokenPrefix + token);
        request.Headers.Accept.ParseAdd("application/json");
        var answer = await http.GetAsync(request, ct);
        if (!answer.Is(out var document, out var failure)) return failure;

        using (document)
        {
            if (!Claims.Names(document.RootElement, options.AudienceField, audiences)) return FailureCode.WrongCredentials;
            return Identity(options.Issuer is { Length: > 0 } issuer ? issuer : options.Url!, document.RootElement, SignedTokens.Read(token), Claims.Moment(document.RootElement, "iat"));
        }
    }

    private async Task<Result<ProvedIdentity>> VerifyAsync(string token, string? nonce, CancellationToken ct)
    {
        if (SignedTokens.Read(token) is not { } shown) return FailureCode.WrongCredentials;
        var keys = given;
        if (published is not null && !(await published.FindAsync(shown.Kid, ct)).Is(out keys, out var down)) return down;
        if (await tokens.CheckAsync(token, keys, [options.Issuer!], audiences) is not { } good) return FailureCode.WrongCredentials;

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(good.EncodedPayload));
        return Claims.HasNonce(payload.RootElement, nonce) ? Identity(options.Issuer!, payload.RootElement, good, SignedTokens.IssuedAt(good)) : FailureCode.WrongCredentials;
    }

    private Result<ProvedIdentity> Identity(string issuer, JsonElement says, JsonWebToken? signed, DateTimeOffset? issuedAt)
    {
        if (Claims.Text(says, options.SubjectField) is not { } subject) return FailureCode.WrongCredentials;
        var customId = options.CustomIdField.Length > 0 ? Claims.Text(says, options.CustomIdField) : null;
        return new ProvedIdentity(issuer, subject, Claims.Text(says, options.EmailField), EmailVerified: false)
        {
            IssuedAt = issuedAt,
            SignedPart = SignedTokens.SignedPart(signed),
            CustomId = customId,
        };
    }
}
