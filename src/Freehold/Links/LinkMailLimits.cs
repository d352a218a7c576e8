namespace Freehold;

/// <summary>How often a customer may have the same kind of message sent (the numbers of the security page for codes).</summary>
internal static class LinkMailLimits
{
    public static readonly Limit[] PerTarget =
    [
        new(1, TimeSpan.FromSeconds(60)),
        new(3, TimeSpan.FromMinutes(15)),
        new(5, TimeSpan.FromHours(1)),
        new(10, TimeSpan.FromDays(1)),
    ];
}
