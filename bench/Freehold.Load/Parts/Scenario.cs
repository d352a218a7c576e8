namespace Freehold.Load;

/// <summary>One row of the first table: what is measured, what it is compared with in the same round, and the ratio that is wanted.</summary>
/// <param name="Name">What the reader sees.</param>
/// <param name="Measure">One run of Freehold.</param>
/// <param name="Against">One run of what it is compared with; its name.</param>
/// <param name="Goal">The least ratio that is wanted; null where the row only informs.</param>
internal sealed record Scenario(string Name, Func<Task<Run>> Measure, (string Name, Func<Task<Run>> Measure) Against, double? Goal)
{
    /// <summary>Runs scenarios round by round, after one run each that warms.</summary>
    /// <param name="before">What is done before the warming and before each round, so that its first rows do not pay for what the last ones of the round before left behind.</param>
    public static async Task<IReadOnlyList<Row>> RunAsync(IReadOnlyList<Scenario> scenarios, int rounds, Func<Task> before)
    {
        await before();
        foreach (var measure in scenarios.SelectMany(scenario => (Func<Task<Run>>[])[scenario.Measure, scenario.Against.Measure]).Distinct()) await measure();

        var measured = scenarios.Select(scenario => (scenario, runs: new List<(Run, Run)>())).ToList();
        for (var round = 1; round <= rounds; round++)
        {
            await before();
            foreach (var (scenario, runs) in measured)
            {
                runs.Add((await scenario.Measure(), await scenario.Against.Measure()));
                Console.WriteLine($"{round}/{rounds} {scenario.Name}: {runs[^1].Item1.PerSecond:0}/s against {runs[^1].Item2.PerSecond:0}/s");
            }
        }

        return [.. measured.Select(entry => Row.Of(entry.scenario, entry.runs))];
    }
}

/// <summary>The medians of a scenario.</summary>
internal sealed record Row(string Name, Run Own, string AgainstName, Run Against, double Ratio, double? Goal)
{
    public static Row Of(Scenario scenario, List<(Run Own, Run Against)> rounds) => new(
        scenario.Name,
        Median(rounds.ConvertAll(round => round.Own)),
        scenario.Against.Name,
        Median(rounds.ConvertAll(round => round.Against)),
        Middle(rounds.ConvertAll(round => round.Own.PerSecond / round.Against.PerSecond)),
        scenario.Goal);

    /// <summary>The median.</summary>
    public static double Middle(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static Run Median(List<Run> runs) => new(
        Middle(runs.ConvertAll(run => run.PerSecond)), Middle(runs.ConvertAll(run => run.P50)), Middle(runs.ConvertAll(run => run.P99)), runs.Sum(run => run.Refused));
}
