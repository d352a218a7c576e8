namespace Freehold;

/// <summary>Refuses a setting that is out of its range, in words for whoever set it.</summary>
internal static class Range
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Problem<T>(string setting, T value, T least, T most) where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0 ? null : FormattableString.Invariant($"{setting} must be {least} to {most}, not {value}.");
}
