// make bench: starts the real processes, interleaves the runs, prints medians and ratios.
//   --seconds N (5)  --rounds N (5)  --accounts N (100000)  --only TEXT
using System.Diagnostics;
using System.Globalization;
using Freehold;
using Freehold.Load;
using Freehold.Postgres;
using Freehold.Sqlite;
using Freehold.Testing;

var seconds = TimeSpan.FromSeconds(Number("--seconds", 5));
var rounds = Number("--rounds", 5);
var accounts = Number("--accounts", 100_000);
var only = Text("--only");
var ct = CancellationToken.None;
var lua = Path.Combine(Repository.Root, "bench", "load.lua");
const string own = "/v4/my-account/personal-information";
const string publicUrl = "http://localhost:8000";

using var folder = new TemporaryFolder();
var rows = new List<Row>();
foreach (var group in (string[])["sqlite", "postgres"])
{
    if (only is not null && !only.StartsWith(group, StringComparison.Ordinal)) continue;
    await MeasureAsync(group);
}

Console.WriteLine();
Console.WriteLine(Table.Render(rows));
await File.AppendAllTextAsync(
    Path.Combine(Repository.Root, "bench", "history.md"),
    $"\n## {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Git()}, {Environment.ProcessorCount} cores, {rounds} rounds of {seconds.TotalSeconds:0} s, {accounts.ToString("N0", CultureInfo.InvariantCulture)} accounts\n\n{Table.Render(rows)}",
    ct);
return 0;

async Task MeasureAsync(string group)
{
    var data = Path.Combine(folder.Path, group);
    var options = new FreeholdOptions { Data = data, PublicUrl = publicUrl };
    var settings = new Dictionary<string, string> { ["Freehold:PublicUrl"] = publicUrl, ["Freehold:Storage"] = group, ["Logging:LogLevel:Default"] = "Warning" };
    string? connectionString = null;
    if (group == "postgres")
    {
        var server = await PostgresServer.StartAsync(durable: true, ct);
        connectionString = await server.CreateDatabaseAsync(ct);
        settings["ConnectionStrings:Freehold"] = connectionString;
    }

    Console.WriteLine($"filling {accounts} accounts into {group}");
    var (bearers, cookies) = await Seed.FillAsync(options, freehold => _ = connectionString is null ? freehold.UseSqlite() : freehold.UsePostgres(connectionString), accounts, Math.Min(accounts, 20_000), ct);

    await using var freehold = await FreeholdProcess.StartAsync(data, ct, settings);
    using var floor = StartFloor(group, connectionString, out var floorUrl);
    try
    {
        await UntilAsync(floorUrl);
        var bytes = await SizeAsync(freehold, bearers, own);
        var cookieBytes = await SizeAsync(freehold, cookies, "/jsonapi/customer");
        Scenario[] scenarios = group == "sqlite"
            ?
            [
                new("sqlite: own data, bearer", group, () => Wrk.RunAsync(freehold.Url + "", seconds, lua, bearers, "GET", own), Constant(bytes, bearers), 0.80),
                new("sqlite: own data, cookie, Aimeos dialect", group, () => Wrk.RunAsync(freehold.Url + "", seconds, lua, cookies, "GET", "/jsonapi/customer"), Constant(cookieBytes, cookies), 0.65),
                new("sqlite: durable update", group, Update, ("bare group commit", () => Post("/sqlite/group")), 0.85),
                new("sqlite: durable update", group, Update, ("one commit per request", () => Post("/sqlite/each")), 5),
            ]
            :
            [
                new("postgres: own data, bearer", group, () => Wrk.RunAsync(freehold.Url + "", seconds, lua, bearers, "GET", own), ("bare prepared read", () => Wrk.RunAsync(floorUrl + "postgres/read", seconds, null)), 1.30),
                new("postgres: durable update with event", group, Update, ("bare update with outbox row", () => Post("/postgres/update")), 0.95),
            ];

        var measured = scenarios.Where(scenario => only is null || scenario.Name.StartsWith(only, StringComparison.Ordinal)).Select(scenario => (scenario, runs: new List<(Run, Run)>())).ToList();
        foreach (var (scenario, _) in measured)
        {
            // Warm: just-in-time compilation and page cache.
            await scenario.Measure();
            await scenario.Against.Measure();
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (scenario, runs) in measured)
            {
                runs.Add((await scenario.Measure(), await scenario.Against.Measure()));
                Console.WriteLine($"{round}/{rounds} {scenario.Name}: {runs[^1].Item1.PerSecond:0}/s against {runs[^1].Item2.PerSecond:0}/s");
            }
        }

        rows.AddRange(measured.Select(entry => Row.Of(entry.scenario, entry.runs)));
    }
    finally
    {
        floor.Kill();
    }

    (string, Func<Task<Run>>) Constant(int bytes, string headers) => ($"constant {bytes} bytes", () => Wrk.RunAsync(floorUrl + "", seconds, lua, headers, "GET", $"/constant/{bytes}"));
    Task<Run> Update() => Wrk.RunAsync(freehold.Url + "", seconds, lua, bearers, "POST", own, "{\"avatarUrl\":\"https://www.gravatar.com/avatar/%d\"}");
    Task<Run> Post(string path) => Wrk.RunAsync(floorUrl + "", seconds, lua, bearers, "POST", path, "{\"avatarUrl\":\"https://www.gravatar.com/avatar/%d\"}");
}

Process StartFloor(string group, string? connectionString, out Uri url)
{
    url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
    var start = new ProcessStartInfo("dotnet", [Path.Combine(Repository.Root, "bench/Freehold.Floor/bin", Repository.Configuration, "net10.0/Freehold.Floor.dll"), "--urls", url.OriginalString]) { RedirectStandardOutput = true };
    if (group == "sqlite") start.ArgumentList.Add("--sqlite=" + Path.Combine(folder.Path, "floor"));
    else start.ArgumentList.Add("--postgres=" + connectionString);
    return Process.Start(start)!;
}

static async Task UntilAsync(Uri url)
{
    using var client = new HttpClient();
    for (var attempt = 0; ; attempt++)
    {
        try
        {
            await client.GetAsync(new Uri(url, "constant/700"));
            return;
        }
        catch (HttpRequestException) when (attempt < 300)
        {
            await Task.Delay(100);
        }
    }
}

// The floor answers with the same number of bytes as the first account's answer.
async Task<int> SizeAsync(FreeholdProcess freehold, string headers, string path)
{
    var header = File.ReadLines(headers).First().Split(": ", 2);
    using var request = new HttpRequestMessage(HttpMethod.Get, path);
    request.Headers.TryAddWithoutValidation(header[0], header[1]);
    using var answer = await freehold.Client.SendAsync(request, ct);
    return (await answer.Content.ReadAsByteArrayAsync(ct)).Length;
}

int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

static string Git()
{
    using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true })!;
    return git.StandardOutput.ReadToEnd().Trim();
}
