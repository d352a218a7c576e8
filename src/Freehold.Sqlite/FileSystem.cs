using System.Runtime.InteropServices;

namespace Freehold.Sqlite;

/// <summary>How SQLite reaches files, its <c>sqlite3_vfs</c> (https://sqlite.org/c3ref/vfs.html); what is only copied has no name here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileSystem
{
    private readonly int version;

    /// <summary>Bytes of an <see cref="OpenFile"/>, with what the system adds to it.</summary>
    public int FileSize;

    private readonly int longestName;
    private readonly nint next;

    /// <summary>UTF-8 with a zero behind it.</summary>
    public byte* Name;

    private readonly nint data;

    /// <summary>Name, room for the file, flags, and the flags as they are then.</summary>
    public delegate* unmanaged[Cdecl]<FileSystem*, byte*, OpenFile*, int, int*, int> Open;

    private readonly Others others;

    [System.Runtime.CompilerServices.InlineArray(15)]
    private struct Others
    {
        private nint first;
    }
}

/// <summary>A file that SQLite has opened, its <c>sqlite3_file</c>; what the system needs stands behind it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenFile
{
    public FileMethods* Methods;
}

/// <summary>What can be done with an open file, SQLite's <c>sqlite3_io_methods</c> (https://sqlite.org/c3ref/io_methods.html).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileMethods
{
    private readonly int version;
    public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
    public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> Size;
    private readonly Others others;

    [System.Runtime.CompilerServices.InlineArray(12)]
    private struct Others
    {
        private nint first;
    }
}
