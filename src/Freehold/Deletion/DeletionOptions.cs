namespace Freehold;

/// <summary>How long a deleted account can still be taken back; section <c>Freehold:Deletion</c>.</summary>
public sealed class DeletionOptions
{
    /// <summary>Days between a proved deletion and the erasure; 0 erases at once.</summary>
    public int GraceDays { get; set; }

    /// <summary>Hours between a deletion without fresh proof and the erasure.</summary>
    public int UnprovedGraceHours { get; set; } = 24;
}
