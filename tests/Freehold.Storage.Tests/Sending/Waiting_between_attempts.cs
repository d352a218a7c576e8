using Freehold.Storage;

namespace Freehold.Storage.Tests.Sending;

public sealed class Waiting_between_attempts
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Each pause is up to a quarter shorter, so that what failed together does not come back together.</summary>
    [Theory, MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task doubles_the_pause_up_to_the_longest_one_until_the_last_try(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage, options => (options.FirstRetrySeconds, options.LongestRetrySeconds, options.MostTries) = (100, 400, 6));
        core.Office.Before = (_, _) => throw new IOException("down");
        await core.EnqueueAsync(1, "a@example.com", "one");
        using var worker = core.NewWorker();
        await worker.StartAsync(Ct);

        foreach (var (failures, pause) in new[] { 100, 200, 400, 400, 400 }.Index())
        {
            await core.UntilAsync(async () => (await WaitingAsync(core)).Tries == failures + 1);
            var (_, parked, due) = await WaitingAsync(core);
            Assert.False(parked);
            Assert.InRange((due - core.Clock.UtcNow).TotalSeconds, (0.75 * pause) - 0.001, pause);
            core.Clock.UtcNow = due;
        }

        await core.UntilAsync(async () => (await WaitingAsync(core)).Tries == 6);
        await worker.StopAsync(Ct);
        Assert.True((await WaitingAsync(core)).Parked);
    }

    private static async Task<(int Tries, bool Parked, DateTimeOffset Due)> WaitingAsync(OutboxCore core) =>
        await core.Core.Database.ReadAsync(session => session.FirstAsync($"SELECT tries, parked, due_at FROM outbox", row => (row.Int(0), row.Bool(1), row.Time(2)), Ct), Ct);
}
