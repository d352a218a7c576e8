using Microsoft.Extensions.Primitives;

namespace Freehold.Server.Guards;

/// <summary>The headers of every answer; a route that is meant to be cached says so itself.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues OneYear = "max-age=31536000";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use((http, next) =>
        {
            Set(http);
            return next(http);
        });

    /// <summary>Sets them, also on an answer that was begun anew.</summary>
    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = NoStore;
        headers.XContentTypeOptions = NoSniff;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = OneYear;
    }
}
