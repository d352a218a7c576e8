using System.Collections.Concurrent;
using System.Threading.Channels;
using Freehold.Storage;
using Npgsql;

namespace Freehold.Postgres;

/// <summary>
/// Units of work of one statement that wait at the same time go to the server together: one message each way and one commit for
/// all. Where one of them fails, or its row is held by somebody else, each runs by itself, so that it harms no other.
/// </summary>
internal sealed class SharedCommits : IAsyncDisposable
{
    /// <summary>While the commit of one group becomes durable, another one gathers and runs; more groups would only be smaller.</summary>
    private const int GroupsAtOnce = 2;

    /// <summary>Whoever takes longer (a row that is held, a commit that goes far) is not waited for: then there are more groups.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(8192);
    private readonly ConcurrentDictionary<Task, bool> running = new();
    private readonly PostgresDatabase database;
    private readonly Task[] loops;

    public SharedCommits(PostgresDatabase database)
    {
        this.database = database;
        loops = [.. Enumerable.Range(0, GroupsAtOnce).Select(_ => Task.Run(LoopAsync))];
    }

    /// <summary>Runs a unit of work of one statement that changes nothing but rows of one customer.</summary>
    public async Task<T> RunAsync<T>(CustomerId customer, Func<Session, Task<T>> work, CancellationToken ct)
    {
        var queued = new Work<T>(customer, work, ct);
        await queue.Writer.WriteAsync(queued, ct);
        return await queued.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(loops);
        await Task.WhenAll(running.Keys);
    }

    private async Task LoopAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<Work>();
            while (group.Count < StatementGroup.Most && queue.Reader.TryRead(out var work))
                if (!work.GivesUp()) group.Add(work);

            var run = RunAsync(group);
            if (!run.IsCompleted && await Task.WhenAny(run, Task.Delay(Patience)) != run) _ = LeaveAsync(run);
        }
    }

    /// <summary>Keeps what is not waited for any longer until it ends, so that nothing ends before it.</summary>
    private async Task LeaveAsync(Task run)
    {
        running.TryAdd(run, true);
        await run;
        running.TryRemove(run, out _);
    }

    private async Task RunAsync(List<Work> group)
    {
        // Groups lock rows in one order, so that they never wait for each other in a circle.
        group.Sort(static (one, other) => one.Customer.Value.CompareTo(other.Customer.Value));
        if (!await TryTogetherAsync(group)) await Task.WhenAll(group.Select(work => work.RunAloneAsync(database)));
    }

    /// <summary>False where nothing was changed and each is to run by itself.</summary>
    private async Task<bool> TryTogetherAsync(List<Work> group)
    {
        if (group.Count < 2) return false;
        try
        {
            await database.WritingAsync(session => session.TogetherAsync(group), CancellationToken.None);
            foreach (var work in group) work.Succeed();
        }
        catch (Exception refused) when (refused is PostgresException { InvariantSeverity: "ERROR" } or NotTogetherException)
        {
            // The transaction is undone for certain, as it is not where the server ended the connection.
            return false;
        }
        catch (Exception failure)
        {
            // Nobody knows whether it was committed, so nobody may be told that it was, and nothing may run again.
            foreach (var work in group) work.Fail(failure);
        }

        return true;
    }

    /// <summary>A unit of work that waits, or runs with others.</summary>
    internal abstract class Work(CustomerId customer)
    {
        public CustomerId Customer { get; } = customer;

        /// <summary>Whether its caller has gone before it ran.</summary>
        public abstract bool GivesUp();

        /// <summary>Runs it up to its statement.</summary>
        public abstract void Begin(Session session);

        /// <summary>Lets it read what its statement did.</summary>
        public abstract Task EndAsync();

        public abstract Task RunAloneAsync(PostgresDatabase database);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(CustomerId customer, Func<Session, Task<T>> work, CancellationToken ct) : Work(customer)
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task<T>? running;
        private T? value;
        private Exception? thrown;

        public Task<T> Answer => answer.Task;

        public override bool GivesUp() => ct.IsCancellationRequested && answer.TrySetCanceled(ct);

        public override void Begin(Session session) => running = work(session);

        public override async Task EndAsync()
        {
            try
            {
                value = await running!;
            }
            catch (Exception failure)
            {
                // Its own alone: what it and the others wrote is there.
                thrown = failure;
            }
        }

        public override async Task RunAloneAsync(PostgresDatabase database)
        {
            try
            {
                answer.TrySetResult(await database.WriteAloneAsync(work, ct));
            }
            catch (Exception failure)
            {
                Fail(failure);
            }
        }

        public override void Succeed()
        {
            if (thrown is null) answer.TrySetResult(value!);
            else answer.TrySetException(thrown);
        }

        public override void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
