using System.Globalization;
using System.Text;

namespace Freehold.Load;

/// <summary>Prints what was measured, and keeps it in <c>bench/history.md</c>.</summary>
internal static class Table
{
    public static string Render(IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| what | per second | p50 ms | p99 ms | compared with | per second | p99 ms | ratio | goal |");
        text.AppendLine("| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |");
        foreach (var row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Own.PerSecond:0} | {row.Own.P50:0.00} | {row.Own.P99:0.00} | {row.AgainstName} | {row.Against.PerSecond:0} | {row.Against.P99:0.00} | {row.Ratio:0.00} | {row.Goal:0.00} |");
            if (row.Own.Refused > 0) text.AppendLine(CultureInfo.InvariantCulture, $"| **void: {row.Own.Refused} answers were refused** | | | | | | | | |");
        }

        return text.ToString();
    }
}
