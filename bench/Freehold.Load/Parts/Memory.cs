using Freehold.Testing;

namespace Freehold.Load;

/// <summary>Memory of the server when idle and with many live sessions, and disk per account.</summary>
internal static class Memory
{
    private const int MostIdleMegabytes = 90;
    private const int MostBytesPerAccount = 700;
    private const int MostMegabytesForSessions = 60;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(Deployment deployment, Seeded seeded, CancellationToken ct)
    {
        await using var freehold = await deployment.StartAsync(ct);
        var bearers = File.ReadLines(seeded.Bearers).ToList();
        var generator = new Generator(freehold.Url, 32);
        await generator.RunAsync(Requests.Get(Throughput.Own, bearers[..1], inOrder: true), null, TimeSpan.FromMinutes(1));
        await Task.Delay(Settling, ct);
        var idle = ProcessUse.ResidentMegabytes(freehold.Id);

        // The heap grows to what the load wants before the sessions are counted: the same load, but all of one session.
        await generator.RunAsync(Requests.Get(Throughput.Own, Enumerable.Repeat(bearers[0], bearers.Count), inOrder: true), null, TimeSpan.FromMinutes(5));
        await Task.Delay(Settling, ct);
        var before = ProcessUse.OwnMegabytes(freehold.Id);
        await generator.EachOnceAsync(Throughput.Own, bearers);
        await Task.Delay(Settling, ct);
        var added = ProcessUse.OwnMegabytes(freehold.Id) - before;
        Console.WriteLine($"memory: idle {idle:0} MB, warm {before:0} MB of its own, {bearers.Count} sessions add {added:0} MB");

        return
        [
            Finding.Of("Memory when idle", idle, "MB", MostIdleMegabytes),
            Finding.Of(FormattableString.Invariant($"Memory that {bearers.Count:N0} live sessions add"), added, "MB", MostMegabytesForSessions),
            Finding.Of("Disk per account, plain profile", seeded.BytesPerAccount, "bytes", MostBytesPerAccount),
        ];
    }
}
