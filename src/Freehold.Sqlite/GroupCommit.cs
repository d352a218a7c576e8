using System.Threading.Channels;
using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>
/// The single writer. What waits in the queue runs back to back, each unit of work in its own savepoint, and shares one
/// commit and so one fsync; a caller is answered only after that commit.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Bounds how long the first caller of a group waits for the last.</summary>
    private const int MostInOneCommit = 256;

    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly Session session;
    private readonly Task loop;

    public GroupCommit(Session session)
    {
        this.session = session;
        loop = Task.Run(RunAsync);
    }

    public async Task<T> RunAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        var queued = new Work<T>(work, ct);
        await queue.Writer.WriteAsync(queued, ct);
        return await queued.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await session.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<Work>(MostInOneCommit);
        while (await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            try
            {
                await CommitGroupAsync(group);
                foreach (var work in group) work.Succeed();
            }
            catch (Exception failure)
            {
                // Nothing of the group is durable (or it is unknown whether it is): nobody may be told that it succeeded.
                await RollbackAsync();
                foreach (var work in group) work.Fail(failure);
            }
        }
    }

    private async Task CommitGroupAsync(List<Work> group)
    {
        await session.ExecuteAsync($"BEGIN IMMEDIATE", CancellationToken.None);
        while (group.Count < MostInOneCommit && queue.Reader.TryRead(out var work))
        {
            group.Add(work);
            if (work.IsCancelled) continue;

            await session.ExecuteAsync($"SAVEPOINT work", CancellationToken.None);
            if (!await work.TryAsync(session)) await session.ExecuteAsync($"ROLLBACK TO work", CancellationToken.None);
            await session.ExecuteAsync($"RELEASE work", CancellationToken.None);
        }

        await session.ExecuteAsync($"COMMIT", CancellationToken.None);
    }

    private async Task RollbackAsync()
    {
        try
        {
            await session.ExecuteAsync($"ROLLBACK", CancellationToken.None);
        }
        catch (System.Data.Common.DbException)
        {
            // SQLite has already rolled back, as it does when the disk is full.
        }
    }

    private abstract class Work
    {
        public abstract bool IsCancelled { get; }

        public abstract Task<bool> TryAsync(Session session);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<Session, Task<T>> work, CancellationToken ct) : Work
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool ran;
        private T? value;
        private Exception? thrown;

        public Task<T> Answer => answer.Task;

        public override bool IsCancelled => ct.IsCancellationRequested;

        public override async Task<bool> TryAsync(Session session)
        {
            ran = true;
            try
            {
                value = await work(session);
                return true;
            }
            catch (Exception failure)
            {
                thrown = failure;
                return false;
            }
        }

        public override void Succeed()
        {
            if (thrown is not null) answer.TrySetException(thrown);
            else if (!ran) answer.TrySetCanceled(ct);
            else answer.TrySetResult(value!);
        }

        public override void Fail(Exception failure) => answer.TrySetException(thrown ?? failure);
    }
}
