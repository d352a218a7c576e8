using System.Runtime.InteropServices;

namespace Freehold.Sqlite;

/// <summary>
/// The part of SQLite's C interface that Freehold uses (https://sqlite.org/c3ref/funclist.html). Functions that only look at
/// or set memory skip the garbage collector's transition, which would cost more than they do.
/// </summary>
internal static unsafe partial class Native
{
    public const int Ok = 0;

    /// <summary>https://sqlite.org/rescode.html</summary>
    public const int Busy = 5;
    public const int InputOutput = 10;
    public const int ReadFailed = 266;
    public const int ReadTooLittle = 522;
    public const int Full = 13;
    public const int Row = 100;
    public const int Done = 101;
    public const int OpenReadWriteCreate = 0x6;
    public const int OpenNoMutex = 0x8000;
    public const int OpenWriteAheadLog = 0x80000;

    /// <summary>https://sqlite.org/c3ref/c_sync_dataonly.html</summary>
    public const int SyncNormally = 2;

    /// <summary>https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntlfilepointer</summary>
    public const int FindFile = 7;

    /// <summary>https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntljournalpointer</summary>
    public const int FindLog = 28;

    /// <summary>https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntldataversion</summary>
    public const int ContentVersion = 35;
    public const int PreparePersistent = 1;
    public const int TypeNull = 5;

    /// <summary>https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenableqpsg</summary>
    public const int PlansAreStable = 1007;

    /// <summary>https://sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigpcache2</summary>
    public const int SetPageCache = 18;
    public const int TellPageCache = 19;

    /// <summary>Tells SQLite to copy what is bound.</summary>
    public static readonly nint Transient = -1;

    private const string Library = "e_sqlite3";

    // Before anything else is asked of SQLite, by whatever way it is reached.
    static Native() => PageCache.Install();

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string file, out nint database, int flags, string? vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    public static partial int Close(nint database);

    /// <summary>Ends what the connection does just now, from any thread.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_interrupt")]
    public static partial void Interrupt(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_busy_timeout")]
    public static partial int BusyTimeout(nint database, int milliseconds);

    /// <summary>
    /// Sets a switch of the connection. The function takes a variable number of arguments, which most systems pass as they pass
    /// others, and Apple's on ARM on the stack, behind eight registers: they are said twice, so that both find them.
    /// </summary>
    public static int Configure(nint database, int option, int value) => Configure(database, option, value, 0, 0, 0, 0, 0, value, 0);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_config")]
    private static partial int Configure(nint database, int option, nint value, nint result, nint fifth, nint sixth, nint seventh, nint eighth, nint onStack, nint resultOnStack);

    /// <summary>Sets or tells what all connections of the process share, before the first one; see <see cref="Configure(nint, int, int)"/> for its arguments.</summary>
    public static int ConfigureAll(int option, PageCacheMethods* methods) => ConfigureAll(option, methods, 0, 0, 0, 0, 0, 0, methods);

    [LibraryImport(Library, EntryPoint = "sqlite3_config")]
    private static partial int ConfigureAll(int option, PageCacheMethods* methods, nint third, nint fourth, nint fifth, nint sixth, nint seventh, nint eighth, PageCacheMethods* onStack);

    [LibraryImport(Library, EntryPoint = "sqlite3_exec", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Execute(nint database, string script, nint callback, nint argument, nint error);

    /// <summary>Sets the function that is told the log's length in pages after each commit; it takes the place of automatic checkpoints.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_wal_hook")]
    public static partial nint OnCommit(nint database, delegate* unmanaged[Cdecl]<int*, nint, byte*, int, int> function, int* argument);

    /// <summary>The way to files that has a name; null for the default one.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial FileSystem* FindFileSystem(string? name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    public static partial int RegisterFileSystem(FileSystem* system, int asDefault);

    /// <summary>Sets the function that is called when changes were taken back.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_rollback_hook")]
    public static partial nint OnRollback(nint database, delegate* unmanaged[Cdecl]<nint, void> function, nint argument);

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ControlFile(nint database, string name, int operation, OpenFile** file);

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ControlFile(nint database, string name, int operation, ref int number);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v3")]
    public static partial int Prepare(nint database, byte* text, int length, uint flags, out nint statement, nint tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    public static partial int Finish(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes")]
    [SuppressGCTransition]
    public static partial int Changes(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindInteger(nint statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [SuppressGCTransition]
    public static partial int BindText(nint statement, int index, byte* value, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [SuppressGCTransition]
    public static partial int BindBytes(nint statement, int index, byte* value, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    public static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long ColumnInteger(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    public static partial byte* ColumnBytes(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    public static partial int ColumnLength(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    public static partial nint Message(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_errcode")]
    public static partial int Code(nint database);
}
