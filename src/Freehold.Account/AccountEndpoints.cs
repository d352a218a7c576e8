using Freehold.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>The route table of our own API.</summary>
public static class AccountEndpoints
{
    /// <summary>Serves <c>/account/v1</c>.</summary>
    public static IEndpointConventionBuilder MapAccount(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/account/v1").WithMetadata(AccountReference.Dialect);
        Map(routes, "POST", "/session", Access.Public, BrowserSessions.SignInAsync);
        Map(routes, "GET", "/session", Access.Customer, BrowserSessions.TellAsync);
        Map(routes, "DELETE", "/session", Access.Customer, BrowserSessions.SignOutAsync);
        Map(routes, "GET", "/sessions", Access.Customer, OwnSessions.ListAsync);
        Map(routes, "DELETE", "/sessions", Access.Customer, OwnSessions.EndOthersAsync);
        Map(routes, "DELETE", "/sessions/{id}", Access.Customer, OwnSessions.EndAsync);
        Map(routes, "GET", "/devices", Access.Customer, OwnDevices.ListAsync);
        Map(routes, "DELETE", "/devices/{id}", Access.Customer, OwnDevices.ForgetAsync);
        Map(routes, "GET", "/agreements", Access.Customer, OwnAgreements.ReadAsync);
        Map(routes, "GET", "/export", Access.Customer, OwnExport.ReadAsync);
        foreach (var path in new[] { "/session", "/sessions", "/sessions/{id}", "/devices", "/devices/{id}", "/agreements", "/export" }) Map(routes, "OPTIONS", path, Access.Public, PermitAsync);
        routes.MapAdmin();
        return routes;
    }

    private static void Map(RouteGroupBuilder routes, string method, string path, Access access, RequestDelegate handler) =>
        routes.MapMethods(path, [method], http =>
        {
            http.RequestServices.GetRequiredService<FrontEnds>().Allow(http);
            return handler(http);
        }).WithMetadata(access);

    /// <summary>What a browser asks before a front end of another origin calls.</summary>
    private static Task PermitAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
