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
}
