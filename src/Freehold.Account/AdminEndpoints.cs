using Freehold.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>The route table of the business side.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this RouteGroupBuilder routes)
    {
        Map(routes, "PUT", "/admin/groups", http => Upload.PutAsync(http, AdminLines.Group, http.RequestServices.GetRequiredService<Groups>().PutAsync), BodyLimit.Streamed);
        Map(routes, "PUT", "/admin/products", http => Upload.PutAsync(http, AdminLines.Product, http.RequestServices.GetRequiredService<Products>().PutAsync), BodyLimit.Streamed);
        Map(routes, "PUT", "/admin/orders", http => Upload.PutAsync(http, AdminLines.Order, http.RequestServices.GetRequiredService<Orders>().PutAsync), BodyLimit.Streamed);
        Map(routes, "PATCH", "/admin/accounts/{id}", AccountSwitch.ChangeAsync, BodyLimit.Customers);
    }

    private static void Map(RouteGroupBuilder routes, string method, string path, RequestDelegate handler, BodyLimit limit) =>
        routes.MapMethods(path, [method], async http =>
        {
            if (Credentials.Refusal(http, await Credentials.BearerAsync(http), Access.Business) is { } refusal) await AccountErrors.WriteAsync(http, new Failure(refusal));
            else await handler(http);
        }).WithMetadata(Access.Business, limit);
}
