using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http;

/// <summary>What an application needs besides the account core to serve its interfaces.</summary>
public static class Mounting
{
    /// <summary>Says how browsers carry a session, and whose scripts may call with it.</summary>
    /// <param name="freehold">The account core.</param>
    /// <param name="secure">False in Development over plain http alone, see <see cref="SessionCookieOptions"/>.</param>
    /// <param name="origins">Origins of shop front ends, beside the own one, such as <c>https://shop.example</c>.</param>
    public static FreeholdServices AddBrowsers(this FreeholdServices freehold, bool secure = true, IReadOnlyList<string>? origins = null)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        freehold.Services.AddSingleton(new SessionCookieOptions(secure)).AddSingleton(new FrontEnds(origins ?? []));
        return freehold;
    }

    /// <summary>Begins the routes of an interface.</summary>
    /// <exception cref="InvalidOperationException">The application lacks what they need.</exception>
    public static RouteGroupBuilder MapDialect(this IEndpointRouteBuilder app, string prefix, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        app.Require<FreeholdOptions>(dialect, "services.AddFreehold(…)");
        app.Require<FrontEnds>(dialect, "AddBrowsers() on what services.AddFreehold(…) returned");
        return app.MapGroup(prefix).WithMetadata(dialect);
    }

    /// <summary>Refuses to map what could only fail at the first request.</summary>
    /// <exception cref="InvalidOperationException">Nothing of the kind was added.</exception>
    public static void Require<T>(this IEndpointRouteBuilder app, Dialect dialect, string call)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(dialect);
        if (app.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) == false) throw new InvalidOperationException($"{dialect.Name} cannot be served: call {call} before the application is built.");
    }
}
