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
        var routes = app.MapDialect("/account/v1", AccountReference.Dialect);
        Map(routes, "POST", "/session", Access.Public, BrowserSessions.SignInAsync);
        MapCustomer(routes, "GET", "/session", BrowserSessions.TellAsync);
        MapCustomer(routes, "DELETE", "/session", BrowserSessions.SignOutAsync);
        MapCustomer(routes, "GET", "/sessions", OwnSessions.ListAsync);
        MapCustomer(routes, "DELETE", "/sessions", OwnSessions.EndOthersAsync);
        MapCustomer(routes, "DELETE", "/sessions/{id}", OwnSessions.EndAsync);
        MapCustomer(routes, "GET", "/devices", OwnDevices.ListAsync);
        MapCustomer(routes, "DELETE", "/devices/{id}", OwnDevices.ForgetAsync);
        MapCustomer(routes, "GET", "/agreements", OwnAgreements.ReadAsync);
        MapCustomer(routes, "GET", "/export", OwnExport.ReadAsync);
        foreach (var path in new[] { "/session", "/sessions", "/sessions/{id}", "/devices", "/devices/{id}", "/agreements", "/export" }) Map(routes, "OPTIONS", path, Access.Public, PermitAsync);
        routes.MapAdmin();
        return routes;
    }

    private static void MapCustomer(RouteGroupBuilder routes, string method, string path, Func<HttpContext, Caller, Task> serve) =>
        Map(routes, method, path, Access.Customer, AccountCaller.Ask(serve));

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
