using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>Lets scripts of the configured front ends read answers (Fetch standard, CORS); everybody else's browser keeps them from their scripts.</summary>
internal static class CrossOrigin
{
    public static void Allow(HttpContext http, AimeosOptions options)
    {
        if (options.Origins.Count == 0) return;
        var headers = http.Response.Headers;
        headers.Vary = "Origin";
        if (http.Request.Headers.Origin is not [{ } origin] || !options.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return;

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlExposeHeaders = "Retry-After";
        if (!HttpMethods.IsOptions(http.Request.Method)) return;
        headers.AccessControlAllowMethods = "DELETE, GET, OPTIONS, PATCH, POST";
        headers.AccessControlAllowHeaders = "authorization, content-type, x-csrf-token";
    }
}
