using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Freehold.IdentityProviders;

/// <summary>Facebook Login: the access token is inspected (it must be this application's), then asked whose it is. Its e-mail is nobody's proof.</summary>
internal sealed class FacebookProvider(FacebookOptions options, ProviderHttp http, TimeProvider clock) : IIdentityProvider
{
    private const string Issuer = "https://www.facebook.com";
    private const int MostCharacters = 4096;

    public string Method => "FACEBOOK";

    public Task<Result<ProvedIdentity>> ProveAsync(string token, string? nonce, CancellationToken ct) =>
        ProviderHttp.InTimeAsync<ProvedIdentity>(
            async limited =>
            {
                if (token.Length > MostCharacters) return FailureCode.WrongCredentials;
                var inspected = await InspectAsync(token, limited);
                return inspected.Is(out var proved, out var failure) ? await AskAsync(token, proved, limited) : failure;
            },
            ct);

    private async Task<Result<ProvedIdentity>> InspectAsync(string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{options.Graph}/debug_token?input_token={Uri.EscapeDataString(token)}");
        request.Headers.Authorization = new("Bearer", $"{options.ApplicationId}|{options.ApplicationSecret}");
        var answer = await http.GetAsync(request, ct);
        if (!answer.Is(out var document, out var failure)) return failure;

        using (document)
        {
            if (!document.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return FailureCode.WrongCredentials;
            if (!Claims.IsTrue(data, "is_valid") || Claims.Text(data, "app_id") != options.ApplicationId || Claims.Text(data, "user_id") is not { } user) return FailureCode.WrongCredentials;
            if (Claims.Text(data, "type") is not (null or "USER")) return FailureCode.WrongCredentials;

            // 0 is a token that does not end.
            if (Claims.Moment(data, "expires_at") is { } end && end.ToUnixTimeSeconds() != 0 && end <= clock.GetUtcNow()) return FailureCode.WrongCredentials;

            // Told of tokens that live long, which those of apps do; the others live for hours.
            return new ProvedIdentity(Issuer, user, Email: null, EmailVerified: false) { IssuedAt = Claims.Moment(data, "issued_at") ?? clock.GetUtcNow() };
        }
    }

    private async Task<Result<ProvedIdentity>> AskAsync(string token, ProvedIdentity proved, CancellationToken ct)
    {
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.ApplicationSecret), Encoding.UTF8.GetBytes(token)));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{options.Graph}/me?fields=id,email&appsecret_proof={proof}");
        request.Headers.Authorization = new("Bearer", token);
        var answer = await http.GetAsync(request, ct);
        if (!answer.Is(out var document, out var failure)) return failure;

        using (document)
        {
            return Claims.Text(document.RootElement, "id") == proved.Subject ? proved with { Email = Claims.Text(document.RootElement, "email") } : FailureCode.WrongCredentials;
        }
    }
}
