namespace Freehold;

/// <summary>A session that has just begun in a browser.</summary>
/// <param name="Cookie">The cookie's value.</param>
/// <param name="Customer">Who signed in.</param>
/// <param name="ExpiresAt">When the session ends at the latest.</param>
public sealed record BrowserSession(CookieSession Cookie, CustomerId Customer, DateTimeOffset ExpiresAt)
{
    /// <summary>The token that makes the browser a known device from now on; null when it is one already.</summary>
    public string? Device { get; init; }
}
