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
        List<double> updated = [], registered = [], requested = [], confirmed = [];
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            var some = order[(round * each)..((round + 1) * each)];
            var rates = (double[])
            [
                await RateAsync(updates),
                await RateAsync(registrations),
                await RateAsync(Confirmations(some)),
                await RateAsync(PhoneRequests(some)),
            ];
            // The first round warms.
            if (round == 0) continue;
            updated.Add(rates[0]);
            registered.Add(rates[1]);
            confirmed.Add(rates[2]);
            requested.Add(rates[3]);
            Console.WriteLine($"{round}/{arguments.Rounds} writes: {rates[0]:0}/s updates, {rates[1]:0}/s registrations, {rates[3]:0}/s phone requests, {rates[2]:0}/s confirmations");
        }

        return
        [
            Finding.Of("Registration, hash aside", "/s", registered, "durable update", updated, 0.80, atLeast: true),
            Finding.Of("Phone change: request", "/s", requested, "durable update", updated, 0.80, atLeast: true),
            Finding.Of("Phone change: confirmation", "/s", confirmed, "durable update", updated, 0.80, atLeast: true),
        ];

        async Task<double> RateAsync(Requests requests)
        {
            var outcome = await generator.RunAsync(requests, null, arguments.Duration);
            if (outcome.Refused > 0) throw new InvalidOperationException($"{outcome.Refused} of {outcome.Refused + outcome.Latency.Count} writes were refused; the last of the server's log:\n{freehold.Log}");
            return outcome.Achieved;
        }

        Requests Confirmations(int[] some) => Requests.Post(
            "/v4/my-account/phone-update/confirmation",
            some.Select(number => (bearers[number], $"{{\"phone\":\"{Seed.NewPhone(number)}\",\"confirmationCode\":\"{Seed.Code}\",\"smsAgreement\":true}}")),
            inOrder: true);

        Requests PhoneRequests(int[] some) => Requests.Post(
            "/v4/my-account/phone-update/request", some.Select(number => (bearers[number], $"{{\"phone\":\"+48601{number:D6}\"}}")), inOrder: true);
    }
}
