using System.Globalization;
using System.Text;

namespace Freehold.Load;

/// <summary>Prints what was measured.</summary>
internal static class Table
{
    public static string Render(IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0) return "";
        var text = new StringBuilder();
        text.AppendLine("| what | per second | p50 ms | p99 ms | compared with | per second | p99 ms | ratio | goal |");
        text.AppendLine("| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |");
        foreach (var row in rows)
        {
            var goal = row.Goal?.ToString("0.00", CultureInfo.InvariantCulture);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Own.PerSecond:0} | {row.Own.P50:0.00} | {row.Own.P99:0.00} | {row.AgainstName} | {row.Against.PerSecond:0} | {row.Against.P99:0.00} | {row.Ratio:0.00} | {goal} |");
            if (row.Own.Refused + row.Against.Refused > 0) text.AppendLine(CultureInfo.InvariantCulture, $"| **void: {row.Own.Refused} and {row.Against.Refused} answers were refused** | | | | | | | | |");
        }

        return text.AppendLine().ToString();
    }

    public static string Render(IReadOnlyList<LatencyRow> rows)
    {
        if (rows.Count == 0) return "";
        var text = new StringBuilder();
        text.AppendLine("| open loop | load | arrivals per second | answered | p50 ms | p99 ms | p99.9 ms |");
        text.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {row.Name} | {100 * row.Load:0} % | {row.Wanted:0} | {row.Achieved:0} | {row.P50:0.00} | {row.P99:0.00} | {row.P999:0.00} |");
            if (row.Refused > 0) text.AppendLine(CultureInfo.InvariantCulture, $"| **void: {row.Refused} answers were refused** | | | | | | |");
        }

        return text.AppendLine().ToString();
    }

    public static string Render(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0) return "";
        var text = new StringBuilder();
        text.AppendLine("| what | measured | compared with | measured | ratio | goal |");
        text.AppendLine("| --- | ---: | --- | ---: | ---: | ---: |");
        foreach (var finding in findings)
        {
            var alone = finding.AgainstName.Length == 0;
            var goal = finding.Goal?.ToString(alone ? "0.##" : "0.00", CultureInfo.InvariantCulture);
            if (goal is not null) goal = (finding.AtLeast ? "≥ " : "≤ ") + goal;
            if (alone) text.AppendLine(CultureInfo.InvariantCulture, $"| {finding.Name} | {finding.Measured} | | | | {goal} |");
            else text.AppendLine(CultureInfo.InvariantCulture, $"| {finding.Name} | {finding.Measured} | {finding.AgainstName} | {finding.Against} | {finding.Value:0.00} | {goal} |");
        }

        return text.AppendLine().ToString();
    }
}
