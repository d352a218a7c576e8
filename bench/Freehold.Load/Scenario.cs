namespace Freehold.Load;

/// <summary>One row of the table: what is measured, what it is compared with in the same round, and the ratio that is wanted.</summary>
/// <param name="Name">What the reader sees.</param>
/// <param name="Group">Which processes must run: <c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Measure">One run of Freehold.</param>
/// <param name="Against">One run of what it is compared with; its name.</param>
/// <param name="Goal">The least ratio that is wanted.</param>
internal sealed record Scenario(string Name, string Group, Func<Task<Run>> Measure, (string Name, Func<Task<Run>> Measure) Against, double Goal);

/// <summary>The medians of a scenario.</summary>
internal sealed record Row(string Name, Run Own, string AgainstName, Run Against, double Ratio, double Goal)
{
    public static Row Of(Scenario scenario, List<(Run Own, Run Against)> rounds) => new(
        scenario.Name,
        Median(rounds.ConvertAll(round => round.Own)),
        scenario.Against.Name,
        Median(rounds.ConvertAll(round => round.Against)),
        Middle(rounds.ConvertAll(round => round.Own.PerSecond / round.Against.PerSecond)),
        scenario.Goal);

    private static Run Median(List<Run> runs) => new(
        Middle(runs.ConvertAll(run => run.PerSecond)), Middle(runs.ConvertAll(run => run.P50)), Middle(runs.ConvertAll(run => run.P99)), runs.Sum(run => run.Refused));

    private static double Middle(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
