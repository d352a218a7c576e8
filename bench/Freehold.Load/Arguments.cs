using System.Globalization;

namespace Freehold.Load;

/// <summary>What <c>make bench ARGS="…"</c> may say.</summary>
/// <param name="Duration">How long one run lasts: <c>--seconds</c>.</param>
/// <param name="Rounds">How often each run is repeated, interleaved with what it is compared with: <c>--rounds</c>.</param>
/// <param name="Accounts">How many accounts there are: <c>--accounts</c>.</param>
/// <param name="Grown">How many there are in the large database that growth and start are measured on: <c>--grown</c>.</param>
/// <param name="Only">The parts that are wanted, commas between; null is all: <c>--only</c>.</param>
/// <param name="Publish">Whether README.md and docs/performance.md get the new tables: <c>--publish</c>.</param>
internal sealed record Arguments(TimeSpan Duration, int Rounds, int Accounts, int Grown, string? Only, bool Publish)
{
    /// <summary>The parts of a whole run, in their order.</summary>
    public static readonly string[] Parts = ["memory", "sqlite", "latency", "sign-in", "writes", "postgres", "growth", "outbox"];

    public static Arguments Read(string[] args)
    {
        var accounts = Number("--accounts", 100_000);
        // 15 times as many, since 1,500,000 accounts make a database of about 1 GB.
        var read = new Arguments(TimeSpan.FromSeconds(Number("--seconds", 5)), Number("--rounds", 5), accounts, Number("--grown", 15 * accounts), Text("--only"), args.Contains("--publish"));
        foreach (var part in read.Only?.Split(',') ?? [])
            if (!Parts.Contains(part)) throw new ArgumentException($"--only {part}: there are {string.Join(", ", Parts)} and micro");
        return read is { Publish: true, Only: not null } ? throw new ArgumentException("--publish wants every part: leave out --only") : read;

        int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
    }

    public bool Wants(string part) => Only is null || Only.Split(',').Contains(part);
}
