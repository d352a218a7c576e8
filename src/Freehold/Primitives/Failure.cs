namespace Freehold;

/// <summary>A business fact that refused an operation.</summary>
/// <param name="Code">What it is; each dialect has one table from it to status and body.</param>
/// <param name="Field">The core's name of the refused field (a <see cref="ProfileField"/> name or an operation's parameter such as <c>email</c>), when one is to blame.</param>
public sealed record Failure(FailureCode Code, string? Field = null)
{
    /// <summary>The refused text, for messages that quote it; never set for passwords, codes and tokens.</summary>
    public string? Rejected { get; init; }

    /// <summary>Which of the entries that the call brought is refused as a whole, from 0; null where it is none of them.</summary>
    public int? Entry { get; init; }

    /// <summary>What else is wrong with the same call, so that one answer names every bad field.</summary>
    public IReadOnlyList<Failure> Also { get; init; } = [];

    /// <summary>With <see cref="FailureCode.DeviceNotConfirmed"/>, the token by which the browser is recognised once it is confirmed.</summary>
    public string? Device { get; init; }

    /// <summary>How long to wait before trying again, where waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It is too soon or was too much; waiting helps.</summary>
    public static Failure Throttled(TimeSpan wait) => new(FailureCode.Throttled) { RetryAfter = wait };
}
