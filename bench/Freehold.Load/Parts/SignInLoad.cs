using System.Diagnostics;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>What a sign-in costs beside its hash, and what is left of sign-ins and reads when four times as many come as can be served.</summary>
internal static class SignInLoad
{
    /// <summary>Development's own profile key.</summary>
    private const string ApiKey = "01234abc-1234-5678-9abc-def012345678";
    private const int ReadsPerSecond = 500;
    private const double Overload = 4;

    /// <summary>The queue for a hash takes two seconds to fill.</summary>
    private static readonly TimeSpan LeastOverload = TimeSpan.FromSeconds(6);

    /// <summary>What runs some forty times a second is compiled well only after a while.</summary>
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(Seeded seeded, FreeholdProcess freehold, Arguments arguments)
    {
        var bearers = File.ReadLines(seeded.Bearers).Take(20_000).ToList();
        var bodies = Enumerable.Range(0, Math.Min(arguments.Accounts, 20_000)).Select(number =>
            ("", $"{{\"apiKey\":\"{ApiKey}\",\"identityProvider\":\"SYNERISE\",\"email\":\"{Seed.Email(number)}\",\"password\":\"{Seed.Password}\"}}")).ToList();
        var signIns = Requests.Post("/sauth/v3/auth/login/client", bodies, inOrder: false);
        var reads = Requests.Get(Throughput.Own, bearers);
        var closed = new Generator(freehold.Url, 4 * Environment.ProcessorCount);
        var reader = new Generator(freehold.Url, 16);
        var overloaded = arguments.Duration > LeastOverload ? arguments.Duration : LeastOverload;

        await closed.RunAsync(signIns, null, Warming);
        await reader.MeetAsync(Throughput.Own, bearers);
        List<double> cpu = [], hash = [], peak = [], goodput = [], unloaded = [], meanwhile = [];
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            var before = ProcessUse.Cpu(freehold.Id);
            var signedIn = await closed.RunAsync(signIns, null, arguments.Duration);
            if (signedIn.Refused > 0) throw new InvalidOperationException($"{signedIn.Refused} sign-ins were refused");
            var (cpuEach, hashEach) = ((ProcessUse.Cpu(freehold.Id) - before).TotalMilliseconds / signedIn.Latency.Count, await HashAsync(arguments.Duration));

            var alone = (await reader.RunAsync(reads, ReadsPerSecond, arguments.Duration)).Latency.Percentile(0.99);
            // Each waits two seconds at most, so that half of the connections are always free for those who come.
            var open = new Generator(freehold.Url, (int)Math.Ceiling(Overload * signedIn.Achieved));
            var flood = open.RunAsync(signIns, Overload * signedIn.Achieved, overloaded);
            var beside = (await reader.RunAsync(reads, ReadsPerSecond, overloaded)).Latency.Percentile(0.99);
            var good = (await flood).Achieved;

            // The first round warms: nobody was refused before.
            if (round == 0) continue;
            cpu.Add(cpuEach);
            hash.Add(hashEach);
            peak.Add(signedIn.Achieved);
            unloaded.Add(alone);
            meanwhile.Add(beside);
            goodput.Add(good);
            Console.WriteLine($"{round}/{arguments.Rounds} sign-in: {cpuEach:0.0} ms of CPU against {hashEach:0.0}; {good:0.0}/s of {signedIn.Achieved:0.0}/s under overload; reads' p99 {beside:0.0} ms against {alone:0.0}");
        }

        return
        [
            Finding.Of("Sign-in: CPU each", " ms", cpu, "Argon2id hash alone", hash, 1.10, atLeast: false),
            Finding.Of("Sign-in: goodput under 4 × overload", "/s", goodput, "peak", peak, 0.90, atLeast: true),
            Finding.Of("Reads' p99 meanwhile", " ms", meanwhile, "without sign-ins", unloaded, 2.00, atLeast: false),
        ];
    }

    /// <summary>Milliseconds of CPU per hash, with as many at once as the server computes.</summary>
    private static async Task<double> HashAsync(TimeSpan duration)
    {
        using var hashing = new PasswordHashing(new PasswordOptions());
        var stored = (await hashing.HashAsync(Seed.Password, CancellationToken.None)).Value!;
        var before = ProcessUse.Cpu(Environment.ProcessId);
        var done = hashing.HashesDone;
        var since = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(async _ =>
        {
            while (since.Elapsed < duration) await hashing.VerifyAsync(Seed.Password, stored, CancellationToken.None);
        }));
        return (ProcessUse.Cpu(Environment.ProcessId) - before).TotalMilliseconds / (hashing.HashesDone - done);
    }
}
