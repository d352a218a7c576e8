using Microsoft.AspNetCore.Http;

namespace Freehold.Http;

/// <summary>Shop front ends of other origins whose scripts may call with cookies and read answers (Fetch standard, CORS); everybody else's browser keeps them from their scripts.</summary>
/// <param name="origins">Such as <c>https://shop.example</c>.</param>
public sealed class FrontEnds(IReadOnlyList<string> origins)
{
    /// <summary>Whether a page of this origin is one of them.</summary>
    public bool Contains(string origin) => origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>The handler, which also tells the browser whether the page that asks may read its answer; nothing is added where there are no front ends.</summary>
    public RequestDelegate Open(RequestDelegate handler)
    {
        if (origins.Count == 0) return handler;
        return http =>
        {
            Allow(http);
            return handler(http);
        };
    }

    /// <summary>Whether a browser asks before a front end of another origin calls, and may be told that it may; also of what is not served, so that the page can read that.</summary>
    public static bool IsPermission(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return HttpMethods.IsOptions(http.Request.Method) && http.Response.Headers.AccessControlAllowOrigin.Count > 0;
    }

    /// <summary>Tells the browser whether the page that asks may read the answer.</summary>
    public void Allow(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (origins.Count == 0) return;
        var headers = http.Response.Headers;
        headers.Vary = "Origin";
        if (http.Request.Headers.Origin is not [{ } origin] || !Contains(origin)) return;

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlExposeHeaders = "Retry-After";
        if (!HttpMethods.IsOptions(http.Request.Method)) return;
        headers.AccessControlAllowMethods = "DELETE, GET, OPTIONS, PATCH, POST";
        headers.AccessControlAllowHeaders = "api-version, authorization, content-type, x-csrf-token";
    }
}
