namespace Freehold;

/// <summary>How long codes by SMS and e-mail are good, and how many leave; section <c>Freehold:Codes</c>. The numbers are of the security page (ASVS 6.5, 6.6).</summary>
public sealed class CodeOptions
{
    /// <summary>A code can be used for this long, two minutes to an hour.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A code is dead after as many wrong ones, 1 to 10; six digits are too few for more.</summary>
    public int Tries { get; set; } = 5;

    /// <summary>The same code, or the same mailed link, is not sent again before, a second to an hour.</summary>
    public TimeSpan ResendAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Codes, and mailed links of one kind, that one phone or mailbox gets in 15 minutes; with the two below 1 to 100.</summary>
    public int PerQuarterHour { get; set; } = 3;

    /// <summary>As many in an hour.</summary>
    public int PerHour { get; set; } = 5;

    /// <summary>As many in a day.</summary>
    public int PerDay { get; set; } = 10;

    internal Limit Resend => new(1, ResendAfter);

    /// <summary>Whoever asks: nobody floods the mailbox or phone of somebody else.</summary>
    internal Limit[] PerRecipient => [new(PerQuarterHour, TimeSpan.FromMinutes(15)), new(PerHour, TimeSpan.FromHours(1)), new(PerDay, TimeSpan.FromDays(1))];

    internal string? Problem() =>
        Range.Problem("Freehold:Codes:Lifetime", Lifetime, TimeSpan.FromMinutes(2), TimeSpan.FromHours(1))
        ?? Range.Problem("Freehold:Codes:Tries", Tries, 1, 10)
        ?? Range.Problem("Freehold:Codes:ResendAfter", ResendAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        ?? Range.Problem("Freehold:Codes:PerQuarterHour", PerQuarterHour, 1, 100)
        ?? Range.Problem("Freehold:Codes:PerHour", PerHour, 1, 100)
        ?? Range.Problem("Freehold:Codes:PerDay", PerDay, 1, 100);
}
