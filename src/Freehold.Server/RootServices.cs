using Microsoft.AspNetCore.Http.Features;

namespace Freehold.Server;

/// <summary>Every service of ours lives as long as the application, so requests share its provider instead of opening a scope each.</summary>
internal static class RootServices
{
    public static void UseRootServices(this WebApplication app)
    {
        var shared = new Shared(app.Services);
        app.Use((http, next) =>
        {
            http.Features.Set<IServiceProvidersFeature>(shared);
            return next(http);
        });
    }

    private sealed class Shared(IServiceProvider services) : IServiceProvidersFeature
    {
        public IServiceProvider RequestServices { get; set; } = services;
    }
}
