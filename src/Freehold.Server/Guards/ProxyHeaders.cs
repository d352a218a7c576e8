using Freehold.Server.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace Freehold.Server.Guards;

/// <summary>Takes client address, scheme and host from <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c>, where the connection comes from a trusted proxy; from anyone else they are ignored.</summary>
internal static class ProxyHeaders
{
    public static void UseProxyHeaders(this WebApplication app, HostSettings settings)
    {
        if (settings.Proxies.Count == 0) return;

        // The first hop that is not trusted is the client, however many trusted ones stand behind it.
        var counting = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = counting, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.Proxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);

        // Only now is it known whether the customer came by https.
        app.UseSecurityHeaders();
    }
}
