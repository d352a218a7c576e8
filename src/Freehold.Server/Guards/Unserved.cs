namespace Freehold.Server.Guards;

/// <summary>What no route serves, or only by another method, is answered as the interface that was asked answers its errors.</summary>
internal static class Unserved
{
    /// <summary>Stands behind routing: its own answer to a wrong method is an endpoint too, but no route.</summary>
    public static void UseUnserved(this WebApplication app) =>
        app.Use((http, next) => http.GetEndpoint() is RouteEndpoint ? next(http) : AnswerAsync(http, next));

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        await FaultAnswers.WriteAsync(http, http.Response.StatusCode);
    }
}
