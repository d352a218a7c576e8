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

        // Nearly every request names the same one.
        string? last = null;
        app.Use((http, next) =>
        {
            var header = http.Request.Headers.Host.ToString();
            if (header == last) return next(http);
            var host = http.Request.Host.Host;
            if (Listening.IsLoopbackName(host) || host.Equals(own, StringComparison.OrdinalIgnoreCase))
            {
                last = header;
                return next(http);
            }

            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return http.Response.WriteAsync("Development answers as localhost only.");
        });
    }
}
