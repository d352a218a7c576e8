using System.Globalization;

namespace Freehold.Load;

/// <summary>A row of the third table: one value beside what it is measured against.</summary>
/// <param name="Name">What the reader sees.</param>
/// <param name="Measured">The value with its unit.</param>
/// <param name="AgainstName">What it is compared with; empty where the goal is the value itself.</param>
/// <param name="Against">That value with its unit.</param>
/// <param name="Value">The ratio, or the value itself.</param>
/// <param name="Goal">What is wanted of <paramref name="Value"/>; null where the row only informs.</param>
/// <param name="AtLeast">Whether the goal is the least; else it is the most.</param>
internal sealed record Finding(string Name, string Measured, string AgainstName, string Against, double Value, double? Goal, bool AtLeast)
{
    /// <summary>A value with a limit of its own.</summary>
    public static Finding Of(string name, double value, string unit, double most) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}"), "", "", value, most, AtLeast: false);

    /// <summary>The medians of what was measured in turns, and of their ratios.</summary>
    public static Finding Of(string name, string unit, IEnumerable<double> own, string againstName, IEnumerable<double> against, double? goal, bool atLeast)
    {
        List<double> first = [.. own], second = [.. against];
        var ratio = Row.Middle([.. first.Zip(second, (a, b) => a / b)]);
        return new Finding(name, Text(first), againstName, Text(second), ratio, goal, atLeast);

        string Text(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{Row.Middle(values):0.##}{unit}");
    }
}
