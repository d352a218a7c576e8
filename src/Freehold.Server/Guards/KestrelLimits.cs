using Freehold.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Freehold.Server.Guards;

/// <summary>What one connection may ask of the server; the numbers are of the security page, else Kestrel's own.</summary>
internal static class KestrelLimits
{
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Routes of the business side say that they take more.
        kestrel.Limits.MaxRequestBodySize = BodyLimit.Customers.MaxRequestBodySize;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        // Over HTTP/2 browsers send each cookie as a line of its own (RFC 9113, 8.2.3), and keep up to 180 of one site.
        kestrel.Limits.MaxRequestHeaderCount = 256;
    }
}
