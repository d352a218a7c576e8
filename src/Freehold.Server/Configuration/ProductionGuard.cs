namespace Freehold.Server.Configuration;

/// <summary>What Production refuses to start with; everything that is not Development counts as Production.</summary>
internal static class ProductionGuard
{
    public static void Check(FreeholdOptions options, HostSettings host)
    {
        if (options.PublicUrl.Length == 0) throw new BadSettingException("Freehold:PublicUrl must be set in Production: it is the base of every link.");
        if (!IsPrivate(new Uri(options.PublicUrl))) throw new BadSettingException($"Freehold:PublicUrl: {options.PublicUrl} must be an https address in Production; only a loopback host may go without.");
        Secret("Guid", options.Workspace.Guid, DevelopmentDefaults.Guid);
        Secret("ProfileApiKey", options.Workspace.ProfileApiKey, DevelopmentDefaults.ProfileApiKey);
        Secret("BusinessApiKey", options.Workspace.BusinessApiKey, DevelopmentDefaults.BusinessApiKey);

        if (host.Proxies.Count > 0) return;
        foreach (var address in host.Addresses)
            if (Listening.IsHttp(address)) throw new BadSettingException($"Freehold:TrustedProxies must name the proxy that ends TLS before {address}, or --urls an https address: Production does not serve plain http.");
    }

    // Cookies marked Secure and links with secrets need TLS on the whole way; what stays on this machine has no way.
    private static bool IsPrivate(Uri url) => url.Scheme == Uri.UriSchemeHttps || Listening.IsLoopbackName(url.Host);

    private static void Secret(string name, string value, string development)
    {
        if (value.Length == 0) throw new BadSettingException($"Freehold:Workspace:{name} must be set in Production.");
        if (value.Equals(development, StringComparison.OrdinalIgnoreCase)) throw new BadSettingException($"Freehold:Workspace:{name} is the key of Development, which everybody knows; Production needs one of its own.");
    }
}
