using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>
/// The connections that read. Each keeps its snapshot open for as long as nothing is committed, since taking and releasing
/// the file's locks costs as much as a look-up; the first use after a commit begins a new one, so a commit that was answered
/// is seen by every read that starts afterwards.
/// </summary>
internal sealed class Readers(Func<SqliteSession> open) : IDisposable
{
    /// <summary>A read keeps its thread busy to the end: more at once than threads can run would only wait for each other.</summary>
    private static readonly int Count = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly Reader[] readers = [.. Enumerable.Range(0, Count).Select(_ => new Reader(open))];
    private readonly SemaphoreSlim free = new(Count);
    private readonly Lock checkpointing = new();
    private long commits;
    private int checkpoints;

    /// <summary>Runs work on a connection that sees everything committed so far.</summary>
    public async Task<T> RunAsync<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        await free.WaitAsync(ct);
        var reader = Take();
        try
        {
            // Counted before the snapshot begins: at worst it holds more than its number says and is renewed once too often.
            reader.Begin(Volatile.Read(ref commits));
            return await work(reader.Session);
        }
        finally
        {
            reader.Free();

            // Asked after it was put back, so that neither side can miss the other.
            if (Volatile.Read(ref checkpoints) > 0 || reader.Commits != Volatile.Read(ref commits)) EndIdle(reader);
            free.Release();
        }
    }

    /// <summary>Something was committed: snapshots that nobody is using let go of what they see. Called before the commit is answered.</summary>
    public void Committed()
    {
        Interlocked.Increment(ref commits);
        EndIdle();
    }

    /// <summary>Runs a checkpoint, one at a time since SQLite refuses a second.</summary>
    public void Checkpoint(Action checkpoint)
    {
        lock (checkpointing) checkpoint();
    }

    /// <summary>Runs a checkpoint while no connection keeps a snapshot beyond its use: otherwise the log could never begin anew.</summary>
    public void WithoutSnapshots(Action checkpoint)
    {
        Interlocked.Increment(ref checkpoints);
        try
        {
            EndIdle();
            Checkpoint(checkpoint);
        }
        finally
        {
            Interlocked.Decrement(ref checkpoints);
        }
    }

    /// <summary>A reader that is still in use when the process ends stays open: its file is only read.</summary>
    public void Dispose()
    {
        foreach (var reader in readers)
            if (reader.TryTake()) reader.Dispose();
    }

    /// <summary>There is one for everybody who was let in, but for the moment in which <see cref="EndIdle()"/> holds it.</summary>
    private Reader Take()
    {
        for (var patience = default(SpinWait); ; patience.SpinOnce())
            foreach (var reader in readers)
                if (reader.TryTake()) return reader;
    }

    private void EndIdle()
    {
        foreach (var reader in readers) EndIdle(reader);
    }

    private static void EndIdle(Reader reader)
    {
        if (!reader.HasSnapshot || !reader.TryTake()) return;
        reader.End();
        reader.Free();
    }
}
