namespace Freehold;

/// <summary>How long mailed links are good; section <c>Freehold:Links</c>. The numbers are of the security page (ASVS 6.4).</summary>
public sealed class LinkOptions
{
    /// <summary>Links that prove a mailbox, set a first password or confirm a deletion, two hours to thirty days.</summary>
    public TimeSpan Verify { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Links that set a new password, prove a sign-in again or make a device known, five minutes to a day.</summary>
    public TimeSpan Reset { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Links that undo a change, and how long what stood before is kept from others, two to ninety days.</summary>
    public TimeSpan Undo { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a link of a purpose lives.</summary>
    internal TimeSpan Lifetime(string purpose) => purpose switch
    {
        LinkPurpose.Undo => Undo,
        LinkPurpose.ResetPassword or LinkPurpose.StepUp or LinkPurpose.ConfirmDevice => Reset,
        _ => Verify,
    };

    internal string? Problem() =>
        Range.Problem("Freehold:Links:Verify", Verify, TimeSpan.FromHours(2), TimeSpan.FromDays(30))
        ?? Range.Problem("Freehold:Links:Reset", Reset, TimeSpan.FromMinutes(5), TimeSpan.FromDays(1))
        ?? Range.Problem("Freehold:Links:Undo", Undo, TimeSpan.FromDays(2), TimeSpan.FromDays(90));
}
