using Freehold.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Freehold.Synerise;

/// <summary>Maps routes with the check of who may call them, and answers for routes and methods that do not exist.</summary>
internal sealed class SyneriseRoutes(RouteGroupBuilder group, FrontEnds frontEnds)
{
    private readonly SortedDictionary<string, (string Methods, Access Access)> served = new(StringComparer.Ordinal);

    public RouteGroupBuilder Group => group;

    /// <summary>Anybody may call; a bad or empty <c>Authorization</c> header is ignored.</summary>
    public void Public(string method, string[] paths, RequestDelegate handler)
    {
        foreach (var path in paths) Map(method, path, Access.Public, handler);
    }

    /// <summary>A visitor with an anonymous token, or the business side (then without a token where it came with Basic).</summary>
    public void Visitor(string method, string[] paths, Func<HttpContext, AccessToken?, Task> handler)
    {
        foreach (var path in paths) Map(method, path, Access.Visitor, handler);
    }

    /// <summary>A visitor or a customer, each with a token of their own.</summary>
    public void AnyToken(string method, string[] paths, Func<HttpContext, AccessToken, Task> handler)
    {
        foreach (var path in paths) Map(method, path, Access.VisitorOrCustomer, (http, token) => handler(http, token!));
    }

    /// <summary>A visitor, a customer or the business side; the latter without a token where it came with Basic.</summary>
    public void Everybody(string method, string[] paths, Func<HttpContext, AccessToken?, Task> handler)
    {
        foreach (var path in paths) Map(method, path, Access.AnyToken, handler);
    }

    /// <summary>A signed-in customer.</summary>
    public void Customer(string method, string[] paths, Func<HttpContext, Caller, Task> handler)
    {
        foreach (var path in paths)
        {
            var via = "synerise" + path;
            Map(method, path, Access.Customer, (http, token) => handler(http, new Caller(token!.Customer, token.Session, ClientOrigin.Of(http, via))));
        }
    }

    /// <summary>The business side, by token or by Basic; its bodies may be large.</summary>
    public void Business(string method, string[] paths, RequestDelegate handler)
    {
        foreach (var path in paths) Map(method, path, Access.Business, (http, _) => handler(http)).WithMetadata(BodyLimit.Business);
    }

    /// <summary>Answers 405 for other methods on known paths, and 404 for everything else under the prefixes.</summary>
    public void RefuseTheRest(params ReadOnlySpan<string> prefixes)
    {
        foreach (var (path, (methods, access)) in served)
            group.Map(path, Open(access, http =>
            {
                if (FrontEnds.IsPermission(http)) return SyneriseJson.Empty(http, StatusCodes.Status204NoContent);
                http.Response.Headers.Allow = methods;
                return SyneriseErrors.WriteWrongMethodAsync(http);
            })).WithMetadata(Access.Public);

        foreach (var prefix in prefixes)
            group.Map(prefix + "/{**rest}", frontEnds.Open(RefuseUnknownAsync)).WithMetadata(Access.Public);
    }

    private IEndpointConventionBuilder Map(string method, string path, Access access, Func<HttpContext, AccessToken?, Task> handler) =>
        Map(method, path, access, async http =>
        {
            var token = await Credentials.BearerAsync(http);
            if (Credentials.Refusal(http, token, access) is { } refusal) await RefuseAsync(http, refusal);
            else await handler(http, token);
        });

    private IEndpointConventionBuilder Map(string method, string path, Access access, RequestDelegate handler)
    {
        served[path] = (served.TryGetValue(path, out var others) ? $"{others.Methods}, {method}" : method, access);
        return group.MapMethods(path, [method], Open(access, handler)).WithMetadata(access);
    }

    /// <summary>The business side calls from servers; its key has no place in a page.</summary>
    private RequestDelegate Open(Access access, RequestDelegate handler) => access == Access.Business ? handler : frontEnds.Open(handler);

    private static Task RefuseUnknownAsync(HttpContext http) =>
        FrontEnds.IsPermission(http) ? SyneriseJson.Empty(http, StatusCodes.Status204NoContent) : RefuseAsync(http, FailureCode.NotFound);

    private static Task RefuseAsync(HttpContext http, FailureCode code) => SyneriseErrors.WriteAsync(http, new Failure(code));
}
