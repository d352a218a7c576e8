using System.Diagnostics;
using System.Globalization;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>Everything that one <c>make bench</c> measured, kept in <c>bench/history.md</c>.</summary>
internal sealed class Report
{
    public List<Row> Rows { get; } = [];

    public List<LatencyRow> Latencies { get; } = [];

    /// <summary>The tables.</summary>
    public string Text => Table.Render(Rows) + Table.Render(Latencies);

    /// <summary>Appends date, commit, machine and tables to the history.</summary>
    public Task KeepAsync(Arguments arguments, CancellationToken ct)
    {
        var sizes = string.Create(CultureInfo.InvariantCulture, $"{arguments.Rounds} rounds of {arguments.Duration.TotalSeconds:0} s, {arguments.Accounts:N0} accounts");
        return File.AppendAllTextAsync(
            Path.Combine(Repository.Root, "bench", "history.md"),
            $"\n## {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Git()}, {Machine()}, {sizes}\n\n{Text.TrimEnd()}\n",
            ct);
    }

    /// <summary>Cores and their name.</summary>
    private static string Machine()
    {
        const string cores = "/proc/cpuinfo";
        var name = File.Exists(cores) ? File.ReadLines(cores).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] : null;
        return $"{Environment.ProcessorCount} cores{(name is null ? "" : $" of {name}")}";
    }

    private static string Git()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "describe", "--always", "--dirty"]) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
