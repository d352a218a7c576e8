using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Freehold.Server.Configuration;

/// <summary>Where the host listens, read before it does.</summary>
internal static class Listening
{
    private const string Default = "http://localhost:8000";

    /// <summary>The listening addresses, in whichever of ASP.NET Core's ways they are given.</summary>
    public static IReadOnlyList<string> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToArray();
        if (endpoints.Length > 0) return endpoints;
        if (configuration["urls"] is { Length: > 0 } urls) return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] ports = [.. Ports(configuration, "http"), .. Ports(configuration, "https")];
        return ports.Length > 0 ? ports : [Default];
    }

    public static bool IsHttp(string address) => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether only this machine can reach it; <c>+</c>, <c>*</c> and <c>0.0.0.0</c> are every interface.</summary>
    public static bool IsLoopback(string address) => IsLoopbackName(BindingAddress.Parse(address).Host);

    /// <summary>Whether a host name means this machine whatever a name server says.</summary>
    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Refuses what Kestrel would only notice when it begins to listen.</summary>
    /// <exception cref="BadSettingException">Nobody can listen there.</exception>
    public static void Check(string address)
    {
        if (!Uri.TryCreate(address.Replace("://+", "://x", StringComparison.Ordinal).Replace("://*", "://x", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new BadSettingException($"--urls: {address} is no http or https address.");
        var binding = BindingAddress.Parse(address);
        if (binding.PathBase.Length > 0) throw new BadSettingException($"--urls: {address} must have no path; the one of Freehold:PublicUrl is the proxy's.");
        if (binding is { Port: 0, Host: "localhost" }) throw new BadSettingException($"--urls: {address} must name a port; one is chosen only at an IP address, such as http://127.0.0.1:0.");
    }

    /// <summary>Why nobody can listen, if that is what a start failed for; else null.</summary>
    public static string? Problem(Exception failure, IConfiguration configuration) => failure switch
    {
        // Kestrel tries both addresses of localhost.
        IOException { InnerException: AggregateException both } => Problem(both.InnerExceptions[0], configuration),
        IOException { InnerException: AddressInUseException } => $"--urls: {failure.Message.TrimEnd('.')}; stop what listens there, or name another port.",
        SocketException => $"--urls: this machine cannot listen on {string.Join(';', Addresses(configuration))}: {failure.Message}.",
        _ => Certificates.Problem(failure, configuration),
    };

    private static IEnumerable<string> Ports(IConfiguration configuration, string scheme) =>
        (configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}");
}
