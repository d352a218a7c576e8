using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http;

/// <summary>What a request shows of itself in its <c>Authorization</c> header.</summary>
public static class Credentials
{
    private const string Bearer = "Bearer";

    /// <summary>Whether there is an <c>Authorization</c> header; cookies are then ignored.</summary>
    public static bool ArePresented(HttpRequest request) => request.Headers.Authorization.Count > 0;

    /// <summary>The verified bearer token; null when there is none, or a bad one. Scheme in any case, or left out, as apps in the wild do.</summary>
    public static ValueTask<AccessToken?> BearerAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } header]) return default;
        var text = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header.AsSpan(Bearer.Length).Trim() : header.AsSpan();
        return text.IsEmpty || text.Contains(' ') ? default : http.RequestServices.GetRequiredService<AccessTokens>().VerifyAsync(text);
    }

    /// <summary>Why a request with this token, or with Basic in place of one, may not call; null where it may.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">Its verified bearer token.</param>
    /// <param name="access">Who may call, where that is not anybody.</param>
    public static FailureCode? Refusal(HttpContext http, AccessToken? token, Access access)
    {
        if (token is null && !IsWorkspace(http)) return FailureCode.NotSignedIn;
        var realm = token?.Realm ?? TokenRealm.Business;
        if (token is { Realm: TokenRealm.Business } && token.Session != http.RequestServices.GetRequiredService<BusinessKeyMark>().Text) return FailureCode.NotSignedIn;
        var may = access switch
        {
            Access.Visitor => realm != TokenRealm.Client,
            Access.VisitorOrCustomer or Access.CustomerOrNobody => realm != TokenRealm.Business,
            Access.Customer => realm == TokenRealm.Client,
            Access.Business => realm == TokenRealm.Business,
            _ => access == Access.AnyToken,
        };
        return may ? null : FailureCode.Forbidden;
    }

    /// <summary>Whether it is the business side that calls where a token is needed: with its own, or with Basic in place of one.</summary>
    public static bool AreBusiness(AccessToken? token) => token is null or { Realm: TokenRealm.Business };

    /// <summary>Whether the request shows the workspace's <c>guid:key</c> by Basic authentication.</summary>
    private static bool IsWorkspace(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } header] || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return false;
        var workspace = http.RequestServices.GetRequiredService<FreeholdOptions>().Workspace;
        if (workspace.BusinessApiKey.Length == 0) return false;

        var shown = new byte[header.Length];
        return Convert.TryFromBase64String(header["Basic ".Length..].Trim(), shown, out var length)
            && CryptographicOperations.FixedTimeEquals(shown.AsSpan(0, length), Encoding.UTF8.GetBytes($"{workspace.Guid}:{workspace.BusinessApiKey}"));
    }

    /// <summary>Compares a key that was sent with the one that is configured, in constant time; an unset key matches nothing.</summary>
    public static bool KeyMatches(string? sent, string configured) =>
        configured.Length > 0 && sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(configured));
}
