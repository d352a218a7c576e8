using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Freehold.Http;

/// <summary>Where a request came from. The host has already replaced the peer by the first untrusted hop, where the peer is a trusted proxy.</summary>
public static class ClientOrigin
{
    /// <summary>The origin of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="via">The call, such as <c>synerise/registered</c>.</param>
    public static Origin Of(HttpContext http, string via)
    {
        ArgumentNullException.ThrowIfNull(http);
        return new Origin(Address(http.Connection.RemoteIpAddress), via, Language(http.Request));
    }

    /// <summary>The origin of a sign-in, which also shows whether it comes from a known device.</summary>
    public static Origin OfSignIn(HttpContext http, string via) => Of(http, via) with { IsSpared = IsSpared(http), Device = DeviceCookie.Read(http) };

    /// <summary>The origin of a request for a message to somebody: the shop's own server asks for all of its customers.</summary>
    public static Origin OfAsking(HttpContext http, AccessToken? token, string via) => Of(http, via) with { IsSpared = IsSpared(http) || Credentials.AreBusiness(token) };

    /// <summary>An IPv4 address, or the /64 of an IPv6 address: one household, one address.</summary>
    public static string Address(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address.ToString();

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes) + "/64";
    }

    /// <summary>Whether throttles per client address let the request be: loopback in Development, where every client of the machine shares one address.</summary>
    public static bool IsSpared(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
    }

    private static string? Language(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage.ToString();
        return header.Length >= 2 && char.IsAsciiLetter(header[0]) && char.IsAsciiLetter(header[1]) ? header[..2].ToLowerInvariant() : null;
    }
}
