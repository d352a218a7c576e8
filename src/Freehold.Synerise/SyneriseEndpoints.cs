using Freehold.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Freehold.Synerise;

/// <summary>The route table of the Synerise dialect.</summary>
public static class SyneriseEndpoints
{
    /// <summary>Serves the <c>my-account</c> REST interface and what belongs to it.</summary>
    public static IEndpointConventionBuilder MapSynerise(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("");
        Customer(routes, "GET", "/v4/my-account/personal-information", PersonalInformation.ReadAsync);
        Public(routes, "POST", "/sauth/v3/auth/login/client", ClientLogin.SignInAsync);
        return routes;
    }

    private static void Customer(RouteGroupBuilder routes, string method, string path, Func<HttpContext, Caller, Task> handler) =>
        Map(routes, method, path, Access.Customer, async http =>
        {
            if (await Credentials.BearerAsync(http) is not { } token) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
            else if (token.Realm != TokenRealm.Client) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.Forbidden));
            else await handler(http, new Caller(token.Customer, token.Session, ClientOrigin.Of(http, path)));
        });

    private static void Public(RouteGroupBuilder routes, string method, string path, RequestDelegate handler) => Map(routes, method, path, Access.Public, handler);

    private static void Map(RouteGroupBuilder routes, string method, string path, Access access, RequestDelegate handler) =>
        routes.MapMethods(path, [method], handler).WithMetadata(access);
}
