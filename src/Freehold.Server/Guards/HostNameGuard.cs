using Freehold.Server.Configuration;

namespace Freehold.Server.Guards;

/// <summary>
/// Development answers under this machine's own names only (and that of the configured public URL): a page elsewhere that
/// points its own name at 127.0.0.1 must not read the captured messages.
/// </summary>
internal static class HostNameGuard
{
    public static void UseHostNameGuard(this WebApplication app, FreeholdOptions options)
    {
        var own = new Uri(options.PublicUrl).Host;
        app.Use((http, next) =>
        {
            var host = http.Request.Host.Host;
            if (Listening.IsLoopbackName(host) || host.Equals(own, StringComparison.OrdinalIgnoreCase)) return next(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return http.Response.WriteAsync("Development answers as localhost only.");
        });
    }
}
