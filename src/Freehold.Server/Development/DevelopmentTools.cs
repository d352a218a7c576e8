using Freehold.Messaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Freehold.Server.Development;

/// <summary>What makes trying things out easy, and would give every account away anywhere else: never there outside Development.</summary>
internal static class DevelopmentTools
{
    /// <summary>A clock that can be moved, unless a test has brought its own.</summary>
    public static void AddDevelopmentTools(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<TimeProvider>(new AdjustableClock());
        builder.Services.TryAddSingleton<CapturedMessages>();
    }

    /// <summary>Maps <c>/dev</c>.</summary>
    public static void MapDevelopmentTools(this WebApplication app)
    {
        Map("GET", "/dev", DevelopmentPage.ShowAsync);
        Map("GET", "/dev/inbox", Inbox.ReadAsync);
        Map("DELETE", "/dev/inbox", Inbox.ClearAsync);
        Map("GET", "/dev/clock", Clock.ReadAsync);
        Map("POST", "/dev/clock", Clock.MoveAsync);
        app.MapSampleShop();

        void Map(string method, string path, RequestDelegate handler) =>
            app.MapMethods(path, [method], handler).WithMetadata(Http.Access.Public).ExcludeFromDescription();
    }
}
