using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http;

/// <summary>The cookie by which a browser or app is a known device (<see cref="KnownDevices"/>); it opens nothing by itself.</summary>
public static class DeviceCookie
{
    /// <summary>What a request shows; whether it is good, the core tells.</summary>
    public static string? Read(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Cookies[Name(http)];
    }

    /// <summary>Hands a new one out; nothing when there is none.</summary>
    public static void Write(HttpContext http, string? device)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (device is null) return;
        var secure = http.RequestServices.GetRequiredService<SessionCookieOptions>().Secure;
        http.Response.Cookies.Append(
            Name(http),
            device,
            new CookieOptions { HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = KnownDevices.Lifetime, IsEssential = true });
    }

    private static string Name(HttpContext http) => http.RequestServices.GetRequiredService<SessionCookieOptions>().Secure ? "__Host-freehold-device" : "freehold-device";
}
