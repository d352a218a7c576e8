using System.Data.Common;
using System.Runtime.InteropServices;

namespace Freehold.Sqlite;

/// <summary>SQLite refused: a full disk, a damaged file, a mistake in a statement.</summary>
public sealed class SqliteFailure : DbException
{
    internal SqliteFailure(nint database)
        : base($"SQLite: {Marshal.PtrToStringUTF8(Native.Message(database))} (code {Native.Code(database)})", Native.Code(database))
    {
    }

    /// <summary>Whether the same may succeed later, as when the disk has room again or another program has ended its transaction.</summary>
    public override bool IsTransient => IsOfWriting || (ErrorCode & 0xFF) == Native.Busy;

    /// <summary>Whether a file could not be written, be it that the disk is full; not that one could not be read.</summary>
    internal bool IsOfWriting => (ErrorCode & 0xFF) is Native.Full or Native.InputOutput && ErrorCode is not (Native.ReadFailed or Native.ReadTooLittle);
}
