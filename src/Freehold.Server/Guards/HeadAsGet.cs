using Microsoft.AspNetCore.Http.Features;

namespace Freehold.Server.Guards;

/// <summary>
/// HEAD is answered as GET, by the same route, so that link checkers and mail scanners see what a browser would; what the route
/// writes goes nowhere (RFC 9110, 9.3.2). An answer that tells which methods there are tells it too.
/// </summary>
internal static class HeadAsGet
{
    public static void UseHeadAsGet(this WebApplication app) =>
        app.Use((http, next) =>
        {
            var method = http.Request.Method;
            if (HttpMethods.IsHead(method)) AskForGet(http);
            else if (!HttpMethods.IsGet(method)) http.Response.OnStarting(AllowHead, http.Response);
            return next(http);
        });

    private static void AskForGet(HttpContext http)
    {
        http.Request.Method = HttpMethods.Get;
        // Over HTTP/2 the server would send what is written to its pipe, which clients must take for a broken stream (RFC 9113, 8.1.1).
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>()));
    }

    private static Task AllowHead(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && response.Headers.GetCommaSeparatedValues("Allow") is var allowed && allowed.Contains(HttpMethods.Get))
            response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head).Distinct().Order(StringComparer.Ordinal));
        return Task.CompletedTask;
    }
}
