using Freehold.Storage;

namespace Freehold.Storage.Tests.Sending;

/// <summary>Which of the waiting messages a worker takes.</summary>
public sealed class Taking_what_is_due
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What nobody has tried was claimed by a process that ended, where no other can have claimed it. What failed keeps its pause.</summary>
    [Theory, InlineData("sqlite", "claimed news"), InlineData("postgres", "news")]
    public async Task takes_at_the_start_what_a_former_process_had_claimed_where_it_is_alone(string storage, string sent)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        var later = core.Clock.UtcNow.AddMinutes(1);
        await core.EnqueueAsync(1, "a@example.com", "claimed");
        await core.EnqueueAsync(2, "b@example.com", "failed");
        await core.Core.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE outbox SET due_at = {later}, tries = customer_id - 1", Ct), Ct);
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await core.EnqueueAsync(3, "c@example.com", "news");
        await core.UntilSentAsync(sent.Split(' ').Length);
        await worker.StopAsync(Ct);

        Assert.Equal(sent.Split(' '), core.Office.Marks.Order());
        Assert.Equal(later, await core.Core.Database.ReadAsync(session => session.FirstAsync($"SELECT due_at FROM outbox WHERE customer_id = 2", row => row.Time(0), Ct), Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_what_a_customer_is_written_elsewhere_when_the_earlier_was_tried(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        var goOn = new TaskCompletionSource();
        core.Office.Before = (message, _) => message.Values["mark"] == "first" ? goOn.Task : Task.CompletedTask;
        await core.EnqueueAsync(1, "a@example.com", "first");
        await core.EnqueueAsync(1, "b@example.com", "second");
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        for (var others = 1; others <= 3; others++)
        {
            await core.EnqueueAsync(1 + others, "c@example.com", "other");
            await core.UntilSentAsync(others);
        }

        goOn.SetResult();
        await core.UntilSentAsync(5);
        await worker.StopAsync(Ct);

        Assert.Equal(["other", "other", "other", "first", "second"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_what_is_written_to_nobody_we_know_in_any_order(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        core.Office.Before = (message, _) => message.Values["mark"] == "bad" ? throw new IOException("down") : Task.CompletedTask;
        await core.EnqueueAsync(0, "a@example.com", "bad");
        await core.EnqueueAsync(0, "a@example.com", "good");

        await core.WorkUntilSentAsync(1);

        Assert.Equal(["good"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_no_more_than_it_may_send_at_once(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage, options => options.AtOnce = 2);
        var (now, most) = (0, 0);
        core.Office.Before = async (_, ct) =>
        {
            lock (core) most = Math.Max(most, ++now);
            await Task.Delay(30, ct);
            lock (core) now--;
        };
        for (var customer = 1; customer <= 20; customer++) await core.EnqueueAsync(customer, $"c{customer}@example.com", $"{customer}");

        await core.WorkUntilSentAsync(20);

        Assert.InRange(most, 1, 2);
    }
}
