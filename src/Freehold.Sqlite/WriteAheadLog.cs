using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Freehold.Sqlite;

/// <summary>The log into which commits go before their pages are moved into the database file, as one connection sees it.</summary>
/// <param name="database">The connection.</param>
/// <param name="prepared">Its statements.</param>
internal sealed unsafe class WriteAheadLog(nint database, PreparedStatements prepared) : IDisposable
{
    /// <summary>Milliseconds; the writer stands still meanwhile.</summary>
    private const int PatienceWithReaders = 20;

    private int* pages;

    /// <summary>Pages in it after the connection's last commit, from <see cref="Count"/> on. It then begins anew only by <see cref="Checkpoint"/> or <see cref="Truncate"/>.</summary>
    public int Pages => *pages;

    /// <summary>Counts its pages at every commit.</summary>
    public void Count()
    {
        pages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        Native.OnCommit(database, &KeepCount, pages);
    }

    /// <summary>
    /// Moves as much of it into the database file as no reader stands in the way of, while others read and write, and makes it durable there:
    /// SQLite itself does that only at the end of the log, which always moves on while others write, so all of it would be left to the writer.
    /// </summary>
    public void Move()
    {
        RunCheckpoint("PRAGMA wal_checkpoint(PASSIVE)");
        OpenFile* file = null;
        if (Native.ControlFile(database, "main", Native.FindFile, &file) != Native.Ok || file->Methods->Sync(file, Native.SyncNormally) != Native.Ok) throw new SqliteFailure(database);
    }

    /// <summary>Moves it into the database file and lets it begin anew, unless a long read stands in the way: then the next one does.</summary>
    public void Checkpoint() => WithLittlePatience("PRAGMA wal_checkpoint(RESTART)");

    /// <summary>Moves it into the database file and empties it; false when a long read stands in the way.</summary>
    public bool Truncate() => WithLittlePatience("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Once the connection is closed.</summary>
    public void Dispose() => NativeMemory.Free(pages);

    /// <summary>Nobody writes while it waits for those who read.</summary>
    private bool WithLittlePatience(string checkpoint)
    {
        Native.BusyTimeout(database, PatienceWithReaders);
        try
        {
            return RunCheckpoint(checkpoint);
        }
        finally
        {
            Native.BusyTimeout(database, SqliteSession.PatienceWithWriters);
        }
    }

    /// <summary>Whether it got to its end.</summary>
    private bool RunCheckpoint(string checkpoint)
    {
        var statement = prepared.Of(checkpoint);
        try
        {
            return statement.Step() && statement.Long(0) == 0;
        }
        finally
        {
            statement.Reset();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int KeepCount(int* count, nint database, byte* name, int pages)
    {
        *count = pages;
        return Native.Ok;
    }
}
