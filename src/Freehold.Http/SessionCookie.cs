using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http;

/// <summary>How browsers carry a session.</summary>
/// <param name="Secure">True everywhere but in Development over plain http, where the prefix <c>__Host-</c> and <c>Secure</c> would keep the cookie from being sent.</param>
public sealed record SessionCookieOptions(bool Secure);

/// <summary>The session cookie: HttpOnly, SameSite=Lax, and <c>__Host-freehold</c> wherever there is TLS.</summary>
public static class SessionCookie
{
    /// <summary>The cookie's name.</summary>
    public static string Name(SessionCookieOptions options) => options is { Secure: true } ? "__Host-freehold" : "freehold";

    /// <summary>The cookie that a request shows; whether its session is good, only the database tells.</summary>
    public static CookieSession? Read(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return CookieSession.Parse(http.Request.Cookies[Name(http.RequestServices.GetRequiredService<SessionCookieOptions>())]);
    }

    /// <summary>The caller that a request's cookie names; null without one.</summary>
    public static Caller? Caller(HttpContext http, string via) => Read(http) is { } cookie ? Caller(http, cookie, via) : null;

    /// <summary>The caller that a cookie names.</summary>
    public static Caller Caller(HttpContext http, CookieSession cookie, string via) => new(cookie.Customer, cookie.SessionId(), ClientOrigin.Of(http, via));

    /// <summary>Hands the cookie to the browser, which is a known device from now on.</summary>
    public static void Write(HttpContext http, BrowserSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Append(http, session.Cookie.Text, session.ExpiresAt);
        DeviceCookie.Write(http, session.Device);
    }

    /// <summary>Takes the cookie away.</summary>
    public static void Clear(HttpContext http) => Append(http, "", DateTimeOffset.UnixEpoch);

    private static void Append(HttpContext http, string value, DateTimeOffset expires)
    {
        var options = http.RequestServices.GetRequiredService<SessionCookieOptions>();
        http.Response.Cookies.Append(Name(options), value, new CookieOptions { HttpOnly = true, Secure = options.Secure, SameSite = SameSiteMode.Lax, Path = "/", Expires = expires, IsEssential = true });
    }
}
