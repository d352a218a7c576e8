using Freehold.Testing;

namespace Freehold.Load;

/// <summary>Closed-loop throughput, each row beside what it is compared with.</summary>
internal static class Throughput
{
    public const string Own = "/v4/my-account/personal-information";
    public const string Customer = "/jsonapi/customer";
    private const string Everything = Customer + "?include=customer/address,customer/property,product";

    /// <summary>The change that every update makes, each time another.</summary>
    public const string NumberedChange = $"{{\"avatarUrl\":\"https://www.gravatar.com/avatar/{Requests.Running}\"}}";

    private const string ScriptedChange = "{\"avatarUrl\":\"https://www.gravatar.com/avatar/%d\"}";

    /// <summary>What tells wrk its requests.</summary>
    public static readonly string Script = Path.Combine(Repository.Root, "bench", "load.lua");

    /// <summary>Measures the rows of one storage.</summary>
    public static async Task<IReadOnlyList<Row>> MeasureAsync(Deployment deployment, Seeded seeded, FreeholdProcess freehold, Arguments arguments, CancellationToken ct)
    {
        var sqlite = deployment.ConnectionString is null;
        var target = sqlite ? "--sqlite=" + Directory.CreateDirectory(deployment.Data + "-floor").FullName : "--postgres=" + deployment.ConnectionString;
        var identityBearers = Path.Combine(deployment.Data, "identity-bearers.txt");
        await using var floor = await ComparisonHost.StartAsync("Freehold.Floor", "constant/700", target);
        await using var identity = await ComparisonHost.StartAsync(
            "Freehold.Identity", "ready", target, $"--accounts={arguments.Accounts}", $"--signed-in={Math.Min(arguments.Accounts, 20_000)}", "--bearers=" + identityBearers);

        var bytes = await SizeAsync(freehold, seeded.Bearers, Own, ct);
        var cookieBytes = await SizeAsync(freehold, seeded.Cookies, Customer, ct);
        var furnished = Path.Combine(deployment.Data, "furnished.txt");
        await File.WriteAllLinesAsync(furnished, File.ReadLines(seeded.Cookies).Take(Furniture.Accounts), ct);
        var everythingBytes = await SizeAsync(freehold, furnished, Everything, ct);
        var byIdentity = ("ASP.NET Core Identity, GET /manage/info", Get(identity.Url, identityBearers, "/manage/info"));
        var own = Get(freehold.Url, seeded.Bearers, Own);
        var update = Post(freehold.Url, Own);
        Scenario[] scenarios = sqlite
            ?
            [
                new("SQLite: own data, bearer", own, ($"constant {bytes} bytes", Get(floor.Url, seeded.Bearers, $"/constant/{bytes}")), 0.80),
                new("SQLite: own data, bearer", own, byIdentity, null),
                new("SQLite: own data, cookie, Aimeos dialect", Get(freehold.Url, seeded.Cookies, Customer), ($"constant {cookieBytes} bytes", Get(floor.Url, seeded.Cookies, $"/constant/{cookieBytes}")), 0.65),
                new("SQLite: everything included, cookie, Aimeos dialect", Get(freehold.Url, furnished, Everything), ($"constant {everythingBytes} bytes", Get(floor.Url, furnished, $"/constant/{everythingBytes}")), 0.25),
                new("SQLite: durable update", update, ("bare group commit", Post(floor.Url, "/sqlite/group")), 0.85),
                new("SQLite: durable update", update, ("one commit per request", Post(floor.Url, "/sqlite/each")), 5),
                new("SQLite: 10,000 new profiles in one batch", () => Batch.RunAsync(freehold), Batch.Goal, 1),
            ]
            :
            [
                new("PostgreSQL: own data, bearer", own, ("bare prepared read", () => Wrk.RunAsync(floor.Url + "postgres/read", arguments.Duration, null)), 1.30),
                new("PostgreSQL: own data, bearer", own, ($"constant {bytes} bytes", Get(floor.Url, seeded.Bearers, $"/constant/{bytes}")), 0.50),
                new("PostgreSQL: own data, bearer", own, byIdentity, null),
                new("PostgreSQL: durable update with event", update, ("bare update with outbox row", Post(floor.Url, "/postgres/update")), 0.95),
                new("PostgreSQL: 10,000 new profiles in one batch", () => Batch.RunAsync(freehold), Batch.Goal, null),
            ];
        return await Scenario.RunAsync(scenarios, arguments.Rounds, MeetAsync);

        // Accounts are kept for five minutes; and the batch, the last row of a round, leaves work behind for a moment.
        async Task MeetAsync()
        {
            var generator = new Generator(freehold.Url, 32);
            await generator.MeetAsync(Own, File.ReadAllLines(seeded.Bearers));
            await generator.MeetAsync(Customer, File.ReadAllLines(seeded.Cookies));
        }

        Func<Task<Run>> Get(Uri url, string headers, string path) => () => Wrk.RunAsync(url + "", arguments.Duration, Script, headers, "GET", path);
        Func<Task<Run>> Post(Uri url, string path) => () => Wrk.RunAsync(url + "", arguments.Duration, Script, seeded.Bearers, "POST", path, ScriptedChange);
    }

    /// <summary>The floor answers with the same number of bytes as the first account's answer.</summary>
    public static async Task<int> SizeAsync(FreeholdProcess freehold, string headers, string path, CancellationToken ct)
    {
        var header = File.ReadLines(headers).First().Split(": ", 2);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header[0], header[1]);
        using var answer = await freehold.Client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(ct)).Length;
    }
}
