using Freehold.Testing;

namespace Freehold.Load;

/// <summary>A row of the second table: latency under a constant rate of arrivals.</summary>
/// <param name="Load">The share of the closed-loop peak.</param>
/// <param name="Wanted">Arrivals per second.</param>
internal sealed record LatencyRow(string Name, double Load, double Wanted, double Achieved, double P50, double P99, double P999, long Refused);

/// <summary>Open-loop latency at 50 %, 80 % and 120 % of the closed-loop peak.</summary>
internal static class OpenLoop
{
    private const int Connections = 64;
    private static readonly double[] Loads = [0.5, 0.8, 1.2];

    public static async Task<IReadOnlyList<LatencyRow>> MeasureAsync(Seeded seeded, FreeholdProcess freehold, Arguments arguments, CancellationToken ct)
    {
        var bearers = File.ReadLines(seeded.Bearers).Take(20_000).ToList();
        await new Generator(freehold.Url, Connections).MeetAsync(Throughput.Own, bearers);
        var bytes = await Throughput.SizeAsync(freehold, seeded.Bearers, Throughput.Own, ct);
        var floorFolder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(seeded.Bearers)!, "floor")).FullName;
        await using var floor = await ComparisonHost.StartAsync("Freehold.Floor", "constant/700", "--sqlite=" + floorFolder);
        var rows = new List<LatencyRow>();
        rows.AddRange(await MeasureAsync("SQLite: own data, bearer", freehold.Url, Requests.Get(Throughput.Own, bearers), arguments));
        rows.AddRange(await MeasureAsync($"constant {bytes} bytes", floor.Url, Requests.Get($"/constant/{bytes}", bearers), arguments));
        rows.AddRange(await MeasureAsync("SQLite: durable update", freehold.Url, Requests.Post(Throughput.Own, bearers.Select(bearer => (bearer, Throughput.NumberedChange)), inOrder: false), arguments));
        return rows;
    }

    private static async Task<IReadOnlyList<LatencyRow>> MeasureAsync(string name, Uri url, Requests requests, Arguments arguments)
    {
        var generator = new Generator(url, Connections);
        await generator.RunAsync(requests, null, arguments.Duration);
        var peaks = new List<double>();
        var runs = Loads.ToDictionary(load => load, _ => new List<(double Wanted, Outcome Outcome)>());
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            // The peak of the same round: what the machine gives changes while others use it.
            peaks.Add((await generator.RunAsync(requests, null, arguments.Duration)).Achieved);
            foreach (var load in Loads) runs[load].Add((load * peaks[^1], await generator.RunAsync(requests, load * peaks[^1], arguments.Duration)));
            Console.WriteLine($"{round}/{arguments.Rounds} {name}: peak {peaks[^1]:0}/s; p99 {string.Join(", ", Loads.Select(load => $"{runs[load][^1].Outcome.Latency.Percentile(0.99):0.00} ms at {load:0 %}"))}");
        }

        return [.. Loads.Select(load => Row(name, load, runs[load]))];
    }

    private static LatencyRow Row(string name, double load, List<(double Wanted, Outcome Outcome)> runs) => new(
        name,
        load,
        Load.Row.Middle(runs.ConvertAll(run => run.Wanted)),
        Load.Row.Middle(runs.ConvertAll(run => run.Outcome.Achieved)),
        Load.Row.Middle(runs.ConvertAll(run => run.Outcome.Latency.Percentile(0.5))),
        Load.Row.Middle(runs.ConvertAll(run => run.Outcome.Latency.Percentile(0.99))),
        Load.Row.Middle(runs.ConvertAll(run => run.Outcome.Latency.Percentile(0.999))),
        runs.Sum(run => run.Outcome.Refused));
}
