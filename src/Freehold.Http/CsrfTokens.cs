using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>Tokens against cross-site request forgery: an HMAC of what the browser's cookie names, so that a token lives exactly as long as its cookie and nothing is stored.</summary>
public static class CsrfTokens
{
    /// <summary>The header that brings a token back.</summary>
    public const string Header = "X-CSRF-TOKEN";

    /// <summary>The token that a request's header brings; null where there is none, or more than one.</summary>
    public static string? SentIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers[Header] is [var sent] ? sent : null;
    }

    /// <summary>The token of a session (or visitor) id; 43 characters of <c>[A-Za-z0-9_-]</c>.</summary>
    public static string For(Secrets secrets, string id)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return Base64Url.EncodeToString(secrets.Hash("csrf", id));
    }

    /// <summary>Whether a token is the one of an id, in constant time.</summary>
    public static bool Match(Secrets secrets, string id, string? token) =>
        token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(For(secrets, id)));
}
