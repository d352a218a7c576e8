using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Freehold.Server.Configuration;

/// <summary>In Development links point to where the server really listens, which only it knows when it was asked for port 0.</summary>
internal static class ListeningUrl
{
    public static void TakeListeningUrl(this WebApplication app, FreeholdOptions options, HostSettings settings)
    {
        if (options.PublicUrl != settings.Addresses[0].TrimEnd('/')) return;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            if (app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address) options.PublicUrl = address.TrimEnd('/');
        });
    }
}
