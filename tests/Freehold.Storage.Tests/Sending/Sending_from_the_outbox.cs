using Freehold.Storage;

namespace Freehold.Storage.Tests.Sending;

public sealed class Sending_from_the_outbox
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task happens_once_in_the_order_of_writing_however_many_workers_there_are(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        for (var i = 0; i < 10; i++)
            for (var customer = 1; customer <= 5; customer++) await core.EnqueueAsync(customer, $"c{customer}@example.com", $"{customer}.{i}");
        var workers = Enumerable.Range(0, 3).Select(_ => core.NewWorker()).ToList();

        foreach (var worker in workers) await worker.StartAsync(Ct);
        await core.UntilAsync(async () => await core.CountAsync() == 0);
        foreach (var worker in workers) await worker.StopAsync(Ct);

        for (var customer = 1; customer <= 5; customer++)
            Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{customer}.{i}"), core.Office.Marks.Where(mark => mark[0] == (char)('0' + customer)));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tries_again_after_a_failure_and_keeps_the_order_to_that_recipient_only(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        var down = true;
        core.Office.Before = (message, _) => down && message.To == "slow@example.com" ? throw new IOException("down") : Task.CompletedTask;
        await core.EnqueueAsync(1, "slow@example.com", "first");
        await core.EnqueueAsync(1, "slow@example.com", "second");
        await core.EnqueueAsync(1, "other@example.com", "notice");
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await core.UntilSentAsync(1);
        Assert.Equal(["notice"], core.Office.Marks);
        down = false;
        core.Clock.Advance(TimeSpan.FromSeconds(6));
        await core.UntilSentAsync(3);
        await worker.StopAsync(Ct);

        Assert.Equal(["notice", "first", "second"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task gives_up_after_the_last_try_and_lets_the_next_one_pass(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage, options => options.MostTries = 2);
        core.Office.Before = (message, _) => message.Values["mark"] == "bad" ? throw new IOException("down") : Task.CompletedTask;
        await core.EnqueueAsync(1, "a@example.com", "bad");
        await core.EnqueueAsync(1, "a@example.com", "good");
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await core.UntilAsync(async () => await core.CountAsync() == 2 && !await core.Core.Database.ReadAsync(session => session.AnyUntriedBeforeAsync("a@example.com", Ct), Ct));
        core.Clock.Advance(TimeSpan.FromSeconds(6));
        await core.UntilSentAsync(1);
        await core.UntilAsync(async () => await core.CountAsync(parked: true) == 1);
        core.Clock.Advance(TimeSpan.FromDays(7));
        await core.UntilAsync(async () => await core.CountAsync(parked: true) == 0);
        await worker.StopAsync(Ct);

        Assert.Equal(["good"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_what_nothing_can_send_yet_and_holds_nothing_else_back(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage, options => options.MostTries = 2, withSms: false);
        await core.EnqueueAsync(1, "+48555015332", "sms", channel: MessageChannel.Sms);
        await core.EnqueueAsync(1, "a@example.com", "mail");
        using var worker = core.NewWorker();
        Task<long> DueAsync() => core.Core.Database.ReadAsync(session => session.FirstAsync($"SELECT due_at FROM outbox", row => row.Long(0), Ct), Ct);

        await worker.StartAsync(Ct);
        await core.UntilSentAsync(1);
        for (var i = 0; i < 4; i++)
        {
            core.Clock.Advance(TimeSpan.FromMinutes(6));
            await core.UntilAsync(async () => await DueAsync() == core.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds());
        }

        Assert.Equal((1, 0), (await core.CountAsync(), await core.CountAsync(parked: true)));
        core.Clock.Advance(TimeSpan.FromDays(7));
        await core.UntilAsync(async () => await core.CountAsync() == 0);
        await worker.StopAsync(Ct);

        Assert.Equal(["mail"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task parks_what_is_refused_for_good_or_unknown_and_goes_on(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        core.Office.Before = (message, _) => message.Values["mark"] == "refused" ? throw new MessageRefusedException("no such mailbox") : Task.CompletedTask;
        await core.EnqueueAsync(1, "a@example.com", "refused");
        await core.EnqueueAsync(1, "a@example.com", "unknown", template: "no-such-message");
        await core.EnqueueAsync(1, "a@example.com", "good");

        await core.WorkUntilSentAsync(1);

        Assert.Equal(["good"], core.Office.Marks);
        Assert.Equal(2, await core.CountAsync(parked: true));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task drops_what_has_expired_and_tells_so_unless_it_was_for_nobody(string storage)
    {
        using var log = new CapturedLog();
        await using var core = await OutboxCore.StartAsync(storage, log: log);
        await core.EnqueueAsync(1, "a@example.com", "late", lifetime: TimeSpan.FromMinutes(10));
        await core.EnqueueAsync(0, "", "pretended", MessageTemplate.ResetPassword, lifetime: TimeSpan.Zero);
        await core.EnqueueAsync(1, "a@example.com", "good");
        core.Clock.Advance(TimeSpan.FromMinutes(10));
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await core.UntilAsync(async () => await core.CountAsync() == 0);
        await worker.StopAsync(Ct);

        Assert.Equal(["good"], core.Office.Marks);
        Assert.Contains($"({MessageTemplate.EmailChangeOwner}) expired", Assert.Single(log.Lines, line => line.Contains("expired", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_nothing_longer_than_it_may_be_read_though_the_next_attempt_would_be_later(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage, options => options.FirstRetrySeconds = 3600);
        core.Office.Before = (_, _) => throw new IOException("away");
        await core.EnqueueAsync(1, "a@example.com", "code", lifetime: TimeSpan.FromMinutes(10));
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await core.UntilAsync(async () => await core.Core.Database.ReadAsync(session => session.FirstAsync($"SELECT tries FROM outbox", row => row.Int(0), Ct), Ct) == 1);
        await worker.StopAsync(Ct);

        Assert.Equal(core.Clock.UtcNow.AddMinutes(10), await core.Core.Database.ReadAsync(session => session.FirstAsync($"SELECT due_at FROM outbox", row => row.Time(0), Ct), Ct), TimeSpan.FromMilliseconds(1));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task does_not_send_twice_when_the_clock_is_moved_while_it_is_on_its_way(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        core.Office.Before = (_, _) =>
        {
            began.SetResult();
            return goOn.Task;
        };
        await core.EnqueueAsync(1, "a@example.com", "one");
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await began.Task.WaitAsync(Ct);
        core.Clock.Advance(TimeSpan.FromDays(1));
        core.Core.Get<Outbox>().Announce();
        await Task.Delay(100, Ct);
        goOn.SetResult();
        await core.UntilAsync(async () => await core.CountAsync() == 0);
        await worker.StopAsync(Ct);

        Assert.Equal(["one"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task stops_gracefully_what_is_on_its_way_arrives_and_is_recorded(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        core.Office.Before = (_, _) =>
        {
            began.TrySetResult();
            return goOn.Task;
        };
        await core.EnqueueAsync(1, "a@example.com", "one");
        await core.EnqueueAsync(1, "a@example.com", "two");
        using var worker = core.NewWorker();

        await worker.StartAsync(Ct);
        await began.Task.WaitAsync(Ct);
        var stop = worker.StopAsync(Ct);
        goOn.SetResult();
        await stop;

        Assert.Equal("one", core.Office.Marks.First());
        Assert.Equal(2, core.Office.Sent.Count + await core.CountAsync());
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task abandons_a_sender_that_hangs(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage, options => options.SendSeconds = 1);
        core.Office.Before = (message, _) => message.Values["mark"] == "hangs" ? new TaskCompletionSource().Task : Task.CompletedTask;
        await core.EnqueueAsync(1, "a@example.com", "hangs");
        await core.EnqueueAsync(1, "b@example.com", "good");

        await core.WorkUntilSentAsync(1);

        Assert.Equal(["good"], core.Office.Marks);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_nothing_of_a_message_that_was_rolled_back(string storage)
    {
        await using var core = await OutboxCore.StartAsync(storage);
        await Assert.ThrowsAsync<InvalidOperationException>(() => core.Core.Database.WriteAsync<Done>(
            async session =>
            {
                var message = new OutgoingMessage(MessageChannel.Email, "a@example.com", MessageTemplate.EmailChangeOwner, new Dictionary<string, string> { ["mark"] = "never" });
                await core.Core.Get<Outbox>().EnqueueAsync(session, new CustomerId(1), message, core.Clock.GetUtcNow(), Ct);
                throw new InvalidOperationException();
            },
            Ct));

        Assert.Equal(0, await core.CountAsync());
    }
}

internal static class OutboxTestQueries
{
    /// <summary>Whether some message to a recipient, none of whose predecessors waits, was not tried yet.</summary>
    public static async Task<bool> AnyUntriedBeforeAsync(this Session session, string to, CancellationToken ct) =>
        await session.FirstAsync($"SELECT tries FROM outbox WHERE recipient = {to} ORDER BY message_id LIMIT 1", row => row.Long(0), ct) == 0;
}
