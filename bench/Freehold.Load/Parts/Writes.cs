using System.Globalization;

namespace Freehold.Load;

/// <summary>Registration and the two steps of a phone change beside the update, with the cheapest hash, so that the rest of a registration shows.</summary>
internal static class Writes
{
    private const int Connections = 32;
    private const int MostInOneRun = 5000;
    private const string Registered = $"{{\"email\":\"new{Requests.Running}@example.com\",\"password\":\"{Seed.Password}\",\"firstName\":\"Anna\",\"lastName\":\"Kowalska\"}}";

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(Deployment deployment, Seeded seeded, Arguments arguments, CancellationToken ct)
    {
        await using var freehold = await deployment.StartAsync(
            ct, ("Freehold:Passwords:MemoryKib", "8"), ("Freehold:Passwords:Iterations", "1"), ("Freehold:Sms:DailyCap", "100000000"));
        var bearers = File.ReadLines(seeded.Bearers).ToList();
        var generator = new Generator(freehold.Url, Connections);
        var updates = Requests.Post(Throughput.Own, bearers.Select(bearer => (bearer, Throughput.NumberedChange)), inOrder: false);
        var registrations = Requests.Post("/sauth/clients/registered", [(seeded.Visitor, Registered)], inOrder: false);
        var each = Math.Min(MostInOneRun, bearers.Count / (arguments.Rounds + 1));

        // Each account once, but neighbours in the tables are none in time.
        var order = Enumerable.Range(0, bearers.Count).ToArray();
        Random.Shared.Shuffle(order);
        await generator.MeetAsync(Throughput.Own, bearers);
        List<Cost> updated = [], registered = [], requested = [], confirmed = [];
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            var some = order[(round * each)..((round + 1) * each)];
            var costs = (Cost[])
            [
                await CostAsync(updates),
                await CostAsync(registrations),
                await CostAsync(Confirmations(some)),
                await CostAsync(PhoneRequests(some)),
            ];
            // The first round warms.
            if (round == 0) continue;
            updated.Add(costs[0]);
            registered.Add(costs[1]);
            confirmed.Add(costs[2]);
            requested.Add(costs[3]);
            Console.WriteLine($"{round}/{arguments.Rounds} writes: {costs[0]} updates, {costs[1]} registrations, {costs[3]} phone requests, {costs[2]} confirmations");
        }

        return
        [
            Rate("Registration, hash aside", registered),
            Rate("Phone change: request", requested),
            Rate("Phone change: confirmation", confirmed),
            Written("Written to files for a registration", registered),
            Written("Written to files for a phone request", requested),
            Written("Written to files for a confirmation", confirmed),
        ];

        Finding Rate(string name, List<Cost> costs) =>
            Finding.Of(name, "/s", costs.Select(cost => cost.PerSecond), "durable update", updated.Select(cost => cost.PerSecond), 0.80, atLeast: true);

        Finding Written(string name, List<Cost> costs) =>
            Finding.Of(name, " KiB", costs.Select(cost => cost.KibWritten), "durable update", updated.Select(cost => cost.KibWritten), null, atLeast: false);

        async Task<Cost> CostAsync(Requests requests)
        {
            var before = ProcessUse.Written(freehold.Id);
            var outcome = await generator.RunAsync(requests, null, arguments.Duration);
            if (outcome.Refused > 0) throw new InvalidOperationException($"{outcome.Refused} of {outcome.Refused + outcome.Latency.Count} writes were refused; the last of the server's log:\n{freehold.Log}");
            return new Cost(outcome.Achieved, (ProcessUse.Written(freehold.Id) - before) / 1024.0 / outcome.Latency.Count);
        }

        Requests Confirmations(int[] some) => Requests.Post(
            "/v4/my-account/phone-update/confirmation",
            some.Select(number => (bearers[number], $"{{\"phone\":\"{Seed.NewPhone(number)}\",\"confirmationCode\":\"{Seed.Code}\",\"smsAgreement\":true}}")),
            inOrder: true);

        Requests PhoneRequests(int[] some) => Requests.Post(
            "/v4/my-account/phone-update/request", some.Select(number => (bearers[number], $"{{\"phone\":\"+48601{number:D6}\"}}")), inOrder: true);
    }

    /// <summary>What a kind of write costs, messages that leave meanwhile included.</summary>
    private readonly record struct Cost(double PerSecond, double KibWritten)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0}/s ({KibWritten:0.0} KiB)");
    }
}
