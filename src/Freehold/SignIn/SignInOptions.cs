namespace Freehold;

/// <summary>How long tokens and sessions live; the numbers are of the security page: access token 3600 s, session at most 30 days and 14 without use.</summary>
public sealed class SignInOptions
{
    /// <summary>Lifetime of an access token.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(3600);

    /// <summary>A session ends at the latest after this long, however often its token is refreshed.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A session that is not used ends after this long.</summary>
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(14);
}
