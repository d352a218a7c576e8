using System.Collections.Concurrent;

namespace Freehold.Tests;

public sealed class Too_many_at_once
{
    [Fact]
    public async Task are_refused_while_the_threads_work_only_for_those_who_still_wait()
    {
        using var queue = new HashingQueue(TimeSpan.FromSeconds(1), threads: 2);
        var worked = 0;
        var done = 0;
        var refusals = new ConcurrentBag<Failure>();

        // Many times what two threads can do, however fast this machine is, until enough of both has happened.
        var callers = new List<Task>();
        while (Volatile.Read(ref done) < 100 || refusals.Count < 100)
        {
            callers.AddRange(Enumerable.Range(0, 20).Select(_ => Call()));
            await Task.Delay(5);
        }

        await Task.WhenAll(callers);

        Assert.Equal(worked, done);
        Assert.Equal(callers.Count, done + refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal(FailureCode.Busy, refusal.Code));
        Assert.All(refusals, refusal => Assert.True(refusal.RetryAfter >= TimeSpan.FromSeconds(1)));

        async Task Call()
        {
            var result = await queue.RunAsync(() => Interlocked.Increment(ref worked) + Burn(10), default);
            if (result.Failure is { } refusal) refusals.Add(refusal);
            else Interlocked.Increment(ref done);
        }
    }

    [Fact]
    public async Task do_not_even_queue_when_the_wait_would_exceed_the_limit()
    {
        // 5 s hold a hundred hashes of the 50 ms that are assumed at first.
        using var queue = new HashingQueue(TimeSpan.FromSeconds(5), threads: 1);
        using var release = new ManualResetEventSlim();
        var accepted = Enumerable.Range(0, 101).Select(_ => queue.RunAsync(() => { release.Wait(); return 1; }, default)).ToList();

        var refused = queue.RunAsync(() => 2, default);
        var answeredAtOnce = refused.IsCompleted;
        release.Set();

        Assert.True(answeredAtOnce);
        Assert.Equal(new Failure(FailureCode.Busy) { RetryAfter = TimeSpan.FromSeconds(6) }, (await refused).Failure);
        Assert.All(await Task.WhenAll(accepted), result => Assert.Equal(1, result.Value));
        Assert.Equal(3, (await queue.RunAsync(() => 3, default)).Value);
    }

    [Fact]
    public async Task give_up_after_the_limit_when_the_work_ahead_takes_longer_than_thought()
    {
        using var queue = new HashingQueue(TimeSpan.FromSeconds(0.2), threads: 1);
        using var release = new ManualResetEventSlim();
        using var running = new ManualResetEventSlim();
        var stuck = queue.RunAsync(() => { running.Set(); release.Wait(); return 1; }, default);
        running.Wait();

        var waiting = await queue.RunAsync(() => 2, default);
        release.Set();

        Assert.Equal(FailureCode.Busy, waiting.Failure!.Code);
        Assert.Equal(1, (await stuck).Value);
        Assert.Equal(3, await OnceFreeAsync(queue, () => 3));
    }

    [Fact]
    public async Task leave_the_queue_when_their_caller_goes_away()
    {
        using var queue = new HashingQueue(TimeSpan.FromSeconds(30), threads: 1);
        using var release = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var stuck = queue.RunAsync(() => { release.Wait(); return 1; }, default);
        var ran = false;
        var leaving = queue.RunAsync(() => ran = true, gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        release.Set();
        await stuck;
        await queue.RunAsync(() => 2, default);

        Assert.False(ran);
    }

    [Fact]
    public async Task see_the_exception_of_their_own_work_only()
    {
        using var queue = new HashingQueue(TimeSpan.FromSeconds(2), threads: 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.RunAsync<int>(() => throw new InvalidOperationException(), default));

        Assert.Equal(1, (await queue.RunAsync(() => 1, default)).Value);
    }

    /// <summary>A machine that is busy with other things may not come to it within the limit at first.</summary>
    private static async Task<T> OnceFreeAsync<T>(HashingQueue queue, Func<T> work)
    {
        while (true)
            if ((await queue.RunAsync(work, default)).Is(out var outcome, out _)) return outcome;
    }

    /// <summary>Takes a thread for that long, but no processor, so that a busy machine does not fail the test.</summary>
    private static int Burn(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return milliseconds;
    }
}
