using Freehold.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Aimeos;

/// <summary>The route table of the Aimeos dialect: one URL for each resource, everything else is query parameters.</summary>
public static class AimeosEndpoints
{
    private const string CustomerMethods = "DELETE,GET,OPTIONS,PATCH,POST";

    /// <summary>Adds what the dialect needs.</summary>
    public static IServiceCollection AddAimeos(this IServiceCollection services, AimeosOptions options) =>
        services.AddSingleton(options).AddSingleton<Locations>();

    /// <summary>Serves <c>/jsonapi</c>.</summary>
    public static IEndpointConventionBuilder MapAimeos(this IEndpointRouteBuilder app)
    {
        app.Require<AimeosOptions>(AimeosReference.Dialect, "services.AddAimeos(…)");
        var routes = app.MapDialect(Locations.Root, AimeosReference.Dialect);
        routes.Map("", http => AnswerAsync(new Exchange(http, ""))).WithMetadata([Access.CustomerOrNobody, .. AimeosReference.Base]);
        routes.Map("/{**resource}", http => AnswerAsync(new Exchange(http, (http.GetRouteValue("resource") as string ?? "").TrimEnd('/')))).WithMetadata([Access.CustomerOrNobody, .. AimeosReference.Resources]);
        return routes;
    }

    /// <summary>The order of checks: bearer, route, token against forgery; then the resource asks for a signed-in customer and reads the body.</summary>
    private static async Task AnswerAsync(Exchange exchange)
    {
        exchange.Http.RequestServices.GetRequiredService<FrontEnds>().Allow(exchange.Http);
        if (await exchange.IdentifyAsync() is { } refused)
        {
            await AimeosErrors.WriteAsync(exchange, refused);
            return;
        }

        var route = Routes.Find(exchange.Resource, exchange.Related);
        var method = exchange.Http.Request.Method;
        if (route is null) await (HttpMethods.IsOptions(method) ? OptionsAsync(exchange, Discovery.ResourcesAsync) : AimeosErrors.WriteAsync(exchange, Problem.NotServed));
        else if (HttpMethods.IsOptions(method)) await OptionsAsync(exchange, route.Options);
        else if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) await SendAsync(exchange, route, route.Get);
        else if (Write(route, method) is not { } write) await AimeosErrors.WriteBareAsync(exchange, Problem.MethodNotOffered);
        else await SendAsync(exchange, route, exchange => WriteAsync(exchange, write));
    }

    private static Task SendAsync(Exchange exchange, Route route, Func<Exchange, Task> handler)
    {
        if (route.Post is not null) exchange.Http.Response.Headers.Allow = CustomerMethods;
        return handler(exchange);
    }

    private static async Task WriteAsync(Exchange exchange, Func<Exchange, Task> write)
    {
        if (!exchange.PassesCsrf()) await AimeosErrors.WriteAsync(exchange, Problem.Csrf);
        else if (!await exchange.ResolveAsync()) await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
        else await write(exchange);
    }

    private static async Task OptionsAsync(Exchange exchange, Func<Exchange, Task> answer)
    {
        // A bearer whose session is over is refused on every verb.
        if (exchange.ByBearer && !await exchange.ResolveAsync()) await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
        else
        {
            exchange.Http.Response.Headers.Allow = CustomerMethods;
            await answer(exchange);
        }
    }

    private static Func<Exchange, Task>? Write(Route route, string method) =>
        HttpMethods.IsPost(method) ? route.Post : HttpMethods.IsPatch(method) ? route.Patch : HttpMethods.IsDelete(method) ? route.Delete : null;
}
