using System.Globalization;
using System.Net;
using Freehold.Aimeos;
using Freehold.IdentityProviders;

namespace Freehold.Server.Configuration;

/// <summary>Reads the settings once, at start; what cannot work ends the start with one line.</summary>
internal static class Settings
{
    /// <summary>The host's own settings.</summary>
    public static HostSettings ReadHost(IConfiguration configuration)
    {
        Logs.CheckLevels(configuration);
        var host = Bind<HostSettings>(configuration);
        host.Addresses = Listening.Addresses(configuration);
        foreach (var address in host.Addresses) Listening.Check(address);
        foreach (var origin in host.Origins)
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || !IsWeb(uri) || uri.GetLeftPart(UriPartial.Authority) != origin) throw new BadSettingException($"Freehold:Origins: {origin} is no origin such as https://shop.example.");
        host.Proxies = [.. Proxies(configuration.GetSection("Freehold:TrustedProxies"))];
        if (host.Storage is not ("sqlite" or "postgres")) throw new BadSettingException($"Freehold:Storage: {host.Storage} is neither sqlite nor postgres.");
        if (host.Storage == "postgres") host.ConnectionString = ConnectionString(configuration);
        return host;
    }

    /// <summary>The core's settings.</summary>
    public static FreeholdOptions ReadCore(IConfiguration configuration)
    {
        var options = Bind<FreeholdOptions>(configuration);
        // A null in a JSON file binds as null.
        options.PublicUrl = (options.PublicUrl ?? "").TrimEnd('/');
        options.Workspace.Guid ??= "";
        options.Workspace.ProfileApiKey ??= "";
        options.Workspace.BusinessApiKey ??= "";
        if (options.Problem() is { } problem) throw new BadSettingException(problem);
        options.Data = Path.GetFullPath(options.Data);

        // The binder passes over values of a dictionary that it cannot read.
        foreach (var action in configuration.GetSection("Freehold:Events:RetentionDays").GetChildren())
            if (!int.TryParse(action.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) throw new BadSettingException($"{action.Path} must be a number of days, not {action.Value}.");
        return options;
    }

    /// <summary>The settings of outside identity providers.</summary>
    public static IdentityProviderOptions ReadIdentityProviders(IConfiguration configuration)
    {
        var options = Bind<IdentityProviderOptions>(configuration, "Freehold:IdentityProviders");
        return options.Problem() is { } problem ? throw new BadSettingException($"Freehold:IdentityProviders:{problem}") : options;
    }

    /// <summary>The Aimeos dialect's settings.</summary>
    public static AimeosOptions ReadAimeos(IConfiguration configuration)
    {
        var options = Bind<AimeosOptions>(configuration, "Freehold:Aimeos");
        if (options.Prefix is { Length: 0 }) options.Prefix = null;
        if (options.ContentBaseUrl is { Length: > 0 } url && !url.EndsWith('/')) options.ContentBaseUrl = url + "/";
        if (options.LimitCount < 0) throw new BadSettingException("Freehold:Aimeos:LimitCount: must be 0 or more.");
        if (options.LimitSeconds < 1) throw new BadSettingException("Freehold:Aimeos:LimitSeconds: must be 1 or more.");
        return options;
    }

    private static T Bind<T>(IConfiguration configuration, string section = "Freehold") where T : new()
    {
        var bound = new T();
        try
        {
            configuration.GetSection(section).Bind(bound);
            return bound;
        }
        catch (InvalidOperationException wrong)
        {
            throw new BadSettingException(wrong.Message, wrong);
        }
    }

    private static bool IsWeb(Uri uri) => uri.Scheme is "http" or "https";

    private static string ConnectionString(IConfiguration configuration)
    {
        const string name = "ConnectionStrings:Freehold";
        var text = configuration[name];
        if (string.IsNullOrEmpty(text)) throw new BadSettingException($"{name} must be set with Freehold:Storage postgres.");
        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new BadSettingException($"{name}: {wrong.Message.ReplaceLineEndings(" ")}", wrong);
        }
    }

    private static IEnumerable<IPNetwork> Proxies(IConfigurationSection section)
    {
        var texts = section.Value?.Split(',') ?? section.GetChildren().Select(child => child.Value ?? "");
        foreach (var text in texts.Select(text => text.Trim()).Where(text => text.Length > 0))
        {
            if (IPAddress.TryParse(text, out var address)) yield return new IPNetwork(address, address.GetAddressBytes().Length * 8);
            else if (IPNetwork.TryParse(text, out var network)) yield return network;
            else throw new BadSettingException($"Freehold:TrustedProxies: {text} is neither an address nor a network.");
        }
    }
}
