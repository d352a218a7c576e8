using System.Diagnostics;

namespace Freehold;

/// <summary>
/// Runs hashes on threads of their own, so that they never take the pool's threads from quick requests, and refuses newcomers as
/// soon as the wait would exceed the limit: under overload the threads work only for callers who still wait.
/// </summary>
internal sealed class HashingQueue : IDisposable
{
    private readonly Queue<HashingJob> jobs = [];
    private readonly TimeSpan limit;
    private readonly int threads;
    private volatile bool isOver;
    private int inFlight;
    private double secondsEach = 0.05;

    public HashingQueue(TimeSpan limit, int threads)
    {
        this.limit = limit;
        this.threads = threads;
        for (var i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = "Password hashing" }.Start();
    }

    /// <summary>The outcome; or <see cref="FailureCode.Busy"/>, at once when the queue is too long, at the latest after the limit.</summary>
    public async Task<Result<T>> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var ahead = Interlocked.Increment(ref inFlight) - threads;
        var wait = TimeSpan.FromSeconds(Math.Max(0, ahead) * Volatile.Read(ref secondsEach) / threads);
        if (wait > limit || isOver)
        {
            Interlocked.Decrement(ref inFlight);
            return Busy(wait);
        }

        var job = new HashingJob<T>(work);
        lock (jobs)
        {
            jobs.Enqueue(job);
            Monitor.Pulse(jobs);
        }

        try
        {
            // Real time on purpose: a clock that is moved forward makes no hash quicker.
            return await job.Outcome.WaitAsync(limit, ct);
        }
        catch (Exception impatience) when (impatience is TimeoutException or OperationCanceledException)
        {
            if (!job.TryTake()) return await job.Outcome;
            Interlocked.Decrement(ref inFlight);
            ct.ThrowIfCancellationRequested();
            return Busy(limit);
        }
    }

    /// <summary>Lets the threads end once the queue is empty; whoever comes later is refused.</summary>
    public void Dispose()
    {
        lock (jobs)
        {
            isOver = true;
            Monitor.PulseAll(jobs);
        }
    }

    private static Failure Busy(TimeSpan wait) => new(FailureCode.Busy) { RetryAfter = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait.TotalSeconds))) };

    private void Work()
    {
        while (Next() is { } job)
        {
            if (!job.TryTake()) continue;
            var started = Stopwatch.GetTimestamp();
            job.Run();
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Volatile.Write(ref secondsEach, 0.9 * Volatile.Read(ref secondsEach) + 0.1 * seconds);
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <summary>The next in line; null at the end. Whoever waits sleeps at once: a blocking collection would look again and again first, and take the cores from the requests.</summary>
    private HashingJob? Next()
    {
        lock (jobs)
        {
            HashingJob? job;
            while (!jobs.TryDequeue(out job) && !isOver) Monitor.Wait(jobs);
            return job;
        }
    }
}
