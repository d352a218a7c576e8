using System.Buffers;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Aimeos;

/// <summary>The cookie of a browser in which nobody is signed in: 128 random bits to which its token against forgery is bound; it names nobody and is stored nowhere.</summary>
internal static class VisitorCookie
{
    private const int Length = 22;
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The visitor's id; null without a cookie of ours.</summary>
    public static string? Read(HttpContext http) =>
        http.Request.Cookies[Name(http)] is { Length: Length } id && !id.AsSpan().ContainsAnyExcept(Characters) ? id : null;

    /// <summary>Hands a new cookie to the browser; its id.</summary>
    public static string Write(HttpContext http)
    {
        var id = Randomness.SessionId();
        http.Response.Cookies.Append(Name(http), id, new CookieOptions { HttpOnly = true, Secure = IsSecure(http), SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return id;
    }

    private static bool IsSecure(HttpContext http) => http.RequestServices.GetRequiredService<SessionCookieOptions>().Secure;

    private static string Name(HttpContext http) => IsSecure(http) ? "__Host-freehold-visitor" : "freehold-visitor";
}
