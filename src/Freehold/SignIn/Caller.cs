namespace Freehold;

/// <summary>Where a request came from, for throttles and for the proof of agreements.</summary>
/// <param name="Address">The client's IP address (IPv6 as its /64), never the proxy's.</param>
/// <param name="Via">The call, such as <c>synerise/registered</c>; recorded as the source of agreements.</param>
/// <param name="Language">The language that the client asks for, if it does.</param>
public sealed record Origin(string Address, string Via, string? Language = null)
{
    /// <summary>Whether throttles per client address let it be: loopback in Development, where every client of the machine shares one address.</summary>
    public bool IsSpared { get; init; }

    /// <summary>The token of a known device that was shown with a sign-in; whether it is good, <see cref="KnownDevices"/> tells.</summary>
    public string? Device { get; init; }
}

/// <summary>A signed-in customer as a request presents them: taken from a verified token or session cookie, never from a parameter.</summary>
/// <param name="Customer">Whose session it is.</param>
/// <param name="Session">The session's id: a bearer's <c>sid</c>, or the hash of a cookie's secret.</param>
/// <param name="Origin">Where the request came from.</param>
public sealed record Caller(CustomerId Customer, string Session, Origin Origin);
