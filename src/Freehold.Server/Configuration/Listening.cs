using System.Net;

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

    private static IEnumerable<string> Ports(IConfiguration configuration, string scheme) =>
        (configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}");
}
