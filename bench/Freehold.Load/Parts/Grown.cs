using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>A read of one's own data from few and from many accounts, how soon a server answers on the large database, and pages of the shop's list there.</summary>
internal static class Grown
{
    private const int Few = 10_000;
    private const int SignedIn = 20_000;
    private const double MostSecondsToStart = 0.6;

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(string folder, Arguments arguments, CancellationToken ct)
    {
        await using var small = await Deployment.NewAsync("sqlite", Path.Combine(folder, "few"), ct);
        await using var large = await Deployment.NewAsync("sqlite", Path.Combine(folder, "many"), ct);
        var few = await Seed.FillAsync(small, Few, Few, ct);
        var many = await Seed.GrowAsync(large, arguments.Grown, SignedIn, ct);
        var gigabytes = new FileInfo(Path.Combine(large.Data, "freehold.db")).Length / 1e9;

        var starts = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++) starts.Add(await StartAsync(large, File.ReadLines(many.Bearers).First(), ct));
        Console.WriteLine($"started in {string.Join(", ", starts.Select(start => start.ToString("0.00", CultureInfo.InvariantCulture)))} s on {gigabytes:0.00} GB");

        await using var onFew = await small.StartAsync(ct);
        await using var onMany = await large.StartAsync(ct);
        Func<Task<Run>> Read(FreeholdProcess freehold, Seeded seeded) => () => Wrk.RunAsync(freehold.Url + "", arguments.Duration, Throughput.Script, seeded.Bearers, "GET", Throughput.Own);
        var (readFew, readMany) = (Read(onFew, few), Read(onMany, many));
        var (firstFew, firstMany) = (await FirstAsync(onFew, few), await FirstAsync(onMany, many));
        await new Generator(onFew.Url, 32).MeetAsync(Throughput.Own, File.ReadAllLines(few.Bearers));
        await new Generator(onMany.Url, 32).MeetAsync(Throughput.Own, File.ReadAllLines(many.Bearers));
        await readFew();
        await readMany();
        var runs = new List<(Run Few, Run Many)>();
        List<double> cpuFew = [], cpuMany = [];
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            var (first, second) = (ProcessUse.Cpu(onFew.Id), ProcessUse.Cpu(onMany.Id));
            runs.Add((await readFew(), await readMany()));
            cpuFew.Add((ProcessUse.Cpu(onFew.Id) - first).TotalMicroseconds / (runs[^1].Few.PerSecond * arguments.Duration.TotalSeconds));
            cpuMany.Add((ProcessUse.Cpu(onMany.Id) - second).TotalMicroseconds / (runs[^1].Many.PerSecond * arguments.Duration.TotalSeconds));
            Console.WriteLine($"{round}/{arguments.Rounds} growth: median {runs[^1].Many.P50:0.00} ms against {runs[^1].Few.P50:0.00}, CPU {cpuMany[^1]:0.0} µs against {cpuFew[^1]:0.0}");
        }

        return
        [
            Finding.Of(FormattableString.Invariant($"Median GET with {arguments.Grown:N0} accounts"), " ms", runs.Select(run => run.Many.P50), FormattableString.Invariant($"with {Few:N0}"), runs.Select(run => run.Few.P50), 1.20, atLeast: false),
            Finding.Of("First GET of each session, with as many", " ms", [firstMany], FormattableString.Invariant($"with {Few:N0}"), [firstFew], 1.20, atLeast: false),
            Finding.Of("CPU each, with as many", " µs", cpuMany, FormattableString.Invariant($"with {Few:N0}"), cpuFew, 1.20, atLeast: false),
            Finding.Of(FormattableString.Invariant($"Start to first answer on {gigabytes:0.0} GB"), Row.Middle(starts), "s", MostSecondsToStart),
            .. await Lists.MeasureAsync(onMany, ct),
        ];
    }

    /// <summary>Milliseconds, the median of reads that find nothing in memory and verify their token; the first thousands make the code quick.</summary>
    private static async Task<double> FirstAsync(FreeholdProcess freehold, Seeded seeded)
    {
        var bearers = File.ReadAllLines(seeded.Bearers);
        var generator = new Generator(freehold.Url, 4);
        await generator.EachOnceAsync(Throughput.Own, bearers[..(bearers.Length / 2)]);
        return (await generator.EachOnceAsync(Throughput.Own, bearers[(bearers.Length / 2)..])).Latency.Percentile(0.5);
    }

    /// <summary>Seconds from starting the process to its first answer to a customer.</summary>
    private static async Task<double> StartAsync(Deployment deployment, string bearer, CancellationToken ct)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = FreeholdProcess.Command("serve", "--urls", url.OriginalString, "--data", deployment.Data);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in deployment.Settings()) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;

        using var client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(bearer.Split(": ", 2)[1]);
        var since = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            while (true)
            {
                try
                {
                    using var answer = await client.GetAsync(Throughput.Own, ct);
                    answer.EnsureSuccessStatusCode();
                    return since.Elapsed.TotalSeconds;
                }
                catch (HttpRequestException notYet) when (notYet.HttpRequestError == HttpRequestError.ConnectionError && !process.HasExited)
                {
                    await Task.Delay(2, ct);
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(ct);
        }
    }
}
