namespace Freehold.Server.Guards;

/// <summary>
/// HEAD is answered as GET, by the same route, so that link checkers and mail scanners see what a browser would; the server
/// itself, which remembers what was asked, sends no body (RFC 9110, 9.3.2).
/// </summary>
internal static class HeadAsGet
{
    public static void UseHeadAsGet(this WebApplication app) =>
        app.Use((http, next) =>
        {
            if (HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
            return next(http);
        });
}
