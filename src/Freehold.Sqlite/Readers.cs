using System.Collections.Concurrent;

namespace Freehold.Sqlite;

/// <summary>
/// The connections that read. Each keeps its snapshot open for as long as nothing is committed, since taking and releasing
/// the file's locks costs as much as a look-up; the first use after a commit begins a new one, so a commit that was answered
/// is seen by every read that starts afterwards.
/// </summary>
internal sealed class Readers(Func<SqliteSession> open) : IAsyncDisposable
{
    private readonly ConcurrentStack<Reader> idle = new();
    private readonly Lock checkpointing = new();
    private long commits;
    private int checkpoints;

    /// <summary>A connection that sees everything committed so far; the caller gives it back.</summary>
    public Reader Take()
    {
        if (!idle.TryPop(out var reader)) reader = new Reader(open());

        // Counted before the snapshot begins: at worst it holds more than its number says and is renewed once too often.
        reader.Begin(Volatile.Read(ref commits));
        return reader;
    }

    public void Return(Reader reader)
    {
        idle.Push(reader);

        // Asked after it was put back, so that neither side can miss the other.
        if (Volatile.Read(ref checkpoints) > 0 || reader.Commits != Volatile.Read(ref commits)) EndIdle();
    }

    /// <summary>Something was committed: snapshots that nobody is using let go of what they see. Called before the commit is answered.</summary>
    public void Committed()
    {
        Interlocked.Increment(ref commits);
        EndIdle();
    }

    /// <summary>Runs a checkpoint, one at a time since SQLite refuses a second, while no connection keeps a snapshot beyond its use: otherwise the log could never begin anew.</summary>
    public void WithoutSnapshots(Action checkpoint)
    {
        Interlocked.Increment(ref checkpoints);
        try
        {
            EndIdle();
            lock (checkpointing) checkpoint();
        }
        finally
        {
            Interlocked.Decrement(ref checkpoints);
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryPop(out var reader)) await reader.Session.DisposeAsync();
    }

    private void EndIdle()
    {
        if (idle.IsEmpty) return;
        var taken = new Reader[idle.Count + 4];
        var count = idle.TryPopRange(taken);
        for (var i = 0; i < count; i++) taken[i].End();
        if (count > 0) idle.PushRange(taken, 0, count);
    }
}

/// <summary>A connection that reads, and the snapshot that it stands on.</summary>
internal sealed class Reader(SqliteSession session)
{
    private const long None = -1;

    public SqliteSession Session => session;

    /// <summary>How many commits the snapshot has seen, at least.</summary>
    public long Commits { get; private set; } = None;

    public void Begin(long commits)
    {
        if (Commits == commits) return;
        End();
        session.Run("BEGIN");
        Commits = commits;
    }

    public void End()
    {
        if (Commits == None) return;
        session.Run("COMMIT");
        Commits = None;
    }
}
