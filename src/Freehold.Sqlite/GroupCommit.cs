using System.Threading.Channels;
using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>
/// The single writer. What waits in the queue runs back to back and shares one commit and so one fsync; a caller is answered
/// only after that commit. A unit of work that throws is left out and the others run again, so that it harms nobody else.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Bounds how long the first caller of a group waits for the last.</summary>
    private const int MostInOneCommit = 256;

    /// <summary>16 MiB: four times SQLite's default, since customers are updated at random and a page is then moved once for several changes.</summary>
    private const int PagesBetweenCheckpoints = 4096;

    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly SqliteSession session;
    private readonly Readers readers;
    private readonly Database database;
    private readonly Func<SqliteSession> open;
    private readonly Action<SqliteFailure> tell;
    private readonly Task loop;
    private Task? moving;

    /// <param name="session">The connection that writes.</param>
    /// <param name="open">Opens another, which moves the log into the file.</param>
    /// <param name="tell">Hears that the log could not be moved.</param>
    public GroupCommit(SqliteSession session, Func<SqliteSession> open, Action<SqliteFailure> tell, Readers readers, Database database)
    {
        this.session = session;
        this.open = open;
        this.tell = tell;
        this.readers = readers;
        this.database = database;
        loop = Task.Run(RunAsync);
    }

    public async Task<T> RunAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        var queued = new Work<T>(work, ct);
        await queue.Writer.WriteAsync(queued, ct);
        return await queued.Answer;
    }

    /// <summary>
    /// Moves all of the log into the file and empties it, behind what waits; false where a long read or the moving of the log stands in the way.
    /// By this connection: what another one does to the log cannot be told from what another program writes.
    /// </summary>
    public async Task<bool> EmptyLogAsync(CancellationToken ct)
    {
        var queued = new WorkBetween<bool>(EmptyLog);
        await queue.Writer.WriteAsync(queued, ct);
        return await queued.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        if (moving is not null) await moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await session.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<Work>(MostInOneCommit);
        while (await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MostInOneCommit && queue.Reader.TryRead(out var work)) group.Add(work);
            try
            {
                await CommitAsync(group);

                // New reads see the commit before what was kept of old ones is dropped: nothing old can be kept again.
                readers.Committed();
                session.Settle(database);
                foreach (var work in group) work.Succeed();
                await CheckpointAsync();
            }
            catch (Exception failure)
            {
                // Nothing of the group is durable (or it is unknown whether it is): nobody may be told that it succeeded.
                await RollbackAsync();
                session.Settle(database);
                foreach (var work in group) work.Fail(failure);
            }
        }
    }

    /// <summary>
    /// Nearly all of the log is moved beside the writer. It stands still only for what came meanwhile, after which the log begins anew:
    /// otherwise those who come at the wrong moment would wait for thousands of pages.
    /// </summary>
    private async Task CheckpointAsync()
    {
        if (moving is null)
        {
            if (session.Log.Pages > PagesBetweenCheckpoints) moving = Task.Run(MoveLogAsync);
        }
        else if (moving.IsCompleted)
        {
            var moved = moving;
            moving = null;

            // Whatever went wrong there is told by the writer's own attempt.
            await moved.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                readers.WithoutSnapshots(session.Log.Checkpoint);
            }
            catch (SqliteFailure failure)
            {
                // What the log holds is safe there.
                tell(failure);
            }
        }
    }

    private bool EmptyLog()
    {
        if (moving is { IsCompleted: false }) return false;
        var emptied = false;
        readers.WithoutSnapshots(() => emptied = session.Log.Truncate());
        return emptied;
    }

    private async Task MoveLogAsync()
    {
        await using var mover = open();

        // Once more for those who came meanwhile, and few come during the second.
        for (var round = 0; round < 2; round++) readers.Checkpoint(mover.Log.Move);
    }

    private async Task CommitAsync(List<Work> group)
    {
        // An exception is a bug or a broken disk, so no savepoint is paid for it: the others simply run again without it.
        do await BeginAsync();
        while (!await TryAllAsync(group));
        await session.ExecuteAsync($"COMMIT", CancellationToken.None);
        session.KeepContent();
    }

    private async Task BeginAsync()
    {
        await session.ExecuteAsync($"BEGIN IMMEDIATE", CancellationToken.None);

        // Whoever writes into the tables by hand tells nobody of whom.
        if (session.OthersWrote) session.NameEverybody();
    }

    private async Task<bool> TryAllAsync(List<Work> group)
    {
        foreach (var work in group)
        {
            session.BeginUnit();
            if (work.IsOver || await work.TryAsync(session)) continue;
            await RollbackAsync();
            return false;
        }

        return true;
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
}
