using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.Load;

/// <summary>What one closed-loop run showed.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
/// <param name="Refused">Answers that were no success; a run with any is void.</param>
internal sealed record Run(double PerSecond, double P50, double P99, long Refused);

/// <summary>The closed-loop generator: wrk, 32 connections on one thread, so that the server keeps most of the machine.</summary>
internal static partial class Wrk
{
    private const string Connections = "32";

    /// <summary>Runs a load and reads wrk's report.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="script">A Lua script that makes the requests; null repeats a GET.</param>
    /// <param name="arguments">What the script is given.</param>
    public static async Task<Run> RunAsync(string url, TimeSpan duration, string? script, params string[] arguments)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var part in (string[])["-t1", "-c" + Connections, $"-d{duration.TotalSeconds:0}s", "--latency"]) start.ArgumentList.Add(part);
        if (script is not null)
        {
            start.ArgumentList.Add("-s");
            start.ArgumentList.Add(script);
        }

        start.ArgumentList.Add(url);
        if (arguments.Length > 0) start.ArgumentList.Add("--");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        using var wrk = Process.Start(start)!;
        var report = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (wrk.ExitCode != 0) throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {report}{await wrk.StandardError.ReadToEndAsync()}");
        return new Run(Number(PerSecond(), report), Milliseconds(P50(), report), Milliseconds(P99(), report), (long)Number(Refused(), report));
    }

    private static double Number(Regex pattern, string report) =>
        pattern.Match(report) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static double Milliseconds(Regex pattern, string report)
    {
        if (pattern.Match(report) is not { Success: true } match) return double.NaN;
        var value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value / 1000, "s" => value * 1000, _ => value };
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Refused();
}
