using Microsoft.AspNetCore.Http.Features;

namespace Freehold.Server.Telemetry;

/// <summary>Names a request's trace by the template of its route, since its path is not told, and adds how it was answered.</summary>
internal static class RouteNames
{
    public static void UseRouteNames(this WebApplication app) =>
        app.Use(async (http, next) =>
        {
            var activity = http.Features.Get<IHttpActivityFeature>()?.Activity;
            if (activity is not null && http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
            {
                activity.DisplayName = $"{http.Request.Method} {route}";
                activity.SetTag("http.route", route);
            }

            await next(http);
            activity?.SetTag("http.response.status_code", http.Response.StatusCode);
        });
}
