namespace Freehold.Sqlite;

/// <summary>A connection that reads, opened at its first use, and the snapshot that it stands on.</summary>
internal sealed class Reader(Func<SqliteSession> open) : IDisposable
{
    private const long None = -1;

    private SqliteSession? session;
    private long commits = None;
    private int taken;

    public SqliteSession Session => session ??= open();

    /// <summary>How many commits the snapshot has seen, at least.</summary>
    public long Commits => Volatile.Read(ref commits);

    public bool HasSnapshot => Commits != None;

    /// <summary>Whether the reader is the asker's alone until <see cref="Free"/>.</summary>
    public bool TryTake() => Volatile.Read(ref taken) == 0 && Interlocked.CompareExchange(ref taken, 1, 0) == 0;

    /// <summary>Gives the reader back; what is read of it afterwards is newer.</summary>
    public void Free() => Interlocked.Exchange(ref taken, 0);

    public void Begin(long seen)
    {
        if (commits == seen) return;
        End();
        Session.Run("BEGIN");
        Volatile.Write(ref commits, seen);
    }

    public void End()
    {
        if (commits == None) return;
        Volatile.Write(ref commits, None);
        try
        {
            Session.Run("COMMIT");
        }
        catch (SqliteFailure)
        {
            // After a failure of the disk SQLite has let go by itself: nobody knows how the connection stands.
            session?.Close();
            session = null;
        }
    }

    public void Dispose() => session?.Close();
}
