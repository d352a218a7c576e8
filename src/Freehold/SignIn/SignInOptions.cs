namespace Freehold;

/// <summary>How long tokens, sessions and proofs last, and how guessing is slowed down; section <c>Freehold:SignIn</c>. The numbers are of the security page (ASVS 7, RFC 9068, NIST SP 800-63B).</summary>
public sealed class SignInOptions
{
    /// <summary>Lifetime of an access token where the workspace's settings name none, a minute to a day.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(3600);

    /// <summary>A session ends at the latest after this long, however often its token is refreshed; ten minutes to a year.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A session that is not used ends after this long, ten minutes to a year. Use is noted once an hour, or after a tenth of this where that is sooner.</summary>
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long the proof of a password or identity counts for the export and for sensitive changes, a minute to a day.</summary>
    public TimeSpan Proof { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Failures of one address at one account before each further try waits, 1 to 100.</summary>
    public int FreeFailures { get; set; } = 5;

    /// <summary>The first wait, which doubles with each further failure; a second to an hour.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait, a second to a day.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Failures of one address within an hour, whatever the accounts, 1 to 100,000.</summary>
    public int FailuresPerAddress { get; set; } = 100;

    /// <summary>Failures in a row at one account after which a mailed link alone opens it, 1 to 100 (NIST SP 800-63B allows no more).</summary>
    public int FailuresPerAccount { get; set; } = 100;

    internal string? Problem() =>
        Range.Problem("Freehold:SignIn:TokenLifetime", TokenLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
        ?? Range.Problem("Freehold:SignIn:SessionLifetime", SessionLifetime, TimeSpan.FromMinutes(10), TimeSpan.FromDays(365))
        ?? Range.Problem("Freehold:SignIn:IdleLifetime", IdleLifetime, TimeSpan.FromMinutes(10), TimeSpan.FromDays(365))
        ?? Range.Problem("Freehold:SignIn:Proof", Proof, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
        ?? Range.Problem("Freehold:SignIn:FreeFailures", FreeFailures, 1, 100)
        ?? Range.Problem("Freehold:SignIn:FirstDelay", FirstDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        ?? Range.Problem("Freehold:SignIn:LongestDelay", LongestDelay, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        ?? Range.Problem("Freehold:SignIn:FailuresPerAddress", FailuresPerAddress, 1, 100_000)
        ?? Range.Problem("Freehold:SignIn:FailuresPerAccount", FailuresPerAccount, 1, 100);
}
