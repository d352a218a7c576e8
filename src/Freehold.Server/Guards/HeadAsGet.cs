namespace Freehold.Server.Guards;

/// <summary>
/// HEAD is answered as GET, by the same route, so that link checkers and mail scanners see what a browser would; the server
/// itself, which remembers what was asked, sends no body (RFC 9110, 9.3.2). An answer that tells which methods there are tells it too.
/// </summary>
internal static class HeadAsGet
{
    public static void UseHeadAsGet(this WebApplication app) =>
        app.Use((http, next) =>
        {
            var method = http.Request.Method;
            if (HttpMethods.IsHead(method)) http.Request.Method = HttpMethods.Get;
            else if (!HttpMethods.IsGet(method)) http.Response.OnStarting(AllowHead, http.Response);
            return next(http);
        });

    private static Task AllowHead(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && response.Headers.GetCommaSeparatedValues("Allow") is var allowed && allowed.Contains(HttpMethods.Get))
            response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head).Distinct().Order(StringComparer.Ordinal));
        return Task.CompletedTask;
    }
}
