using System.Diagnostics;
using System.Globalization;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>Everything that one <c>make bench</c> measured, kept in <c>bench/history.md</c>.</summary>
internal sealed class Report
{
    private const string Begin = "<!-- make bench -->";
    private const string End = "<!-- end of make bench -->";

    /// <summary>What is measured, asked before the history is written.</summary>
    private readonly string commit = Git();

    public List<Row> Rows { get; } = [];

    public List<LatencyRow> Latencies { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>The tables.</summary>
    public string Text => Table.Render(Rows) + Table.Render(Latencies) + Table.Render(Findings);

    /// <summary>Appends date, commit, machine and tables to the history.</summary>
    public Task KeepAsync(Arguments arguments, CancellationToken ct) => File.AppendAllTextAsync(
        Path.Combine(Repository.Root, "bench", "history.md"), $"\n## {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {commit}, {Machine()}, {Sizes(arguments)}\n\n{Text.TrimEnd()}\n", ct);

    /// <summary>Replaces the tables of README.md (peaks) and docs/performance.md (all).</summary>
    public async Task PublishAsync(Arguments arguments, CancellationToken ct)
    {
        var heading = $"Measured on {DateTime.UtcNow:yyyy-MM-dd} at {commit}, {Machine()} (load generator included), medians of {Sizes(arguments)}:\n\n";
        await ReplaceAsync("README.md", heading + Table.Render(Rows), ct);
        await ReplaceAsync("docs/performance.md", heading + Text, ct);
    }

    private static async Task ReplaceAsync(string name, string tables, CancellationToken ct)
    {
        var file = Path.Combine(Repository.Root, name);
        var text = await File.ReadAllTextAsync(file, ct);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, $"{text[..begin]}\n{tables.TrimEnd()}\n{text[end..]}", ct);
    }

    private static string Sizes(Arguments arguments) =>
        string.Create(CultureInfo.InvariantCulture, $"{arguments.Rounds} rounds of {arguments.Duration.TotalSeconds:0} s, {arguments.Accounts:N0} accounts");

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
