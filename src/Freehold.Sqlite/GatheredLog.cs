using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Freehold.Sqlite;

/// <summary>
/// SQLite's access to files (https://sqlite.org/vfs.html) as the system has it, but what is written to the write-ahead log
/// one after the other is gathered and reaches the file in one piece. SQLite writes each page of a commit in two parts, and twenty
/// system calls cost as much time as making their result durable.
/// </summary>
/// <remarks>
/// Only for a connection with <c>synchronous=FULL</c> (and SQLite's usual trust that a write harms no neighbouring bytes): there a
/// commit shows to other connections after SQLite has asked for its pages to be durable, which first writes them here. Whatever else this connection does with the
/// log writes them first, too; what is taken back is dropped.
/// </remarks>
internal static unsafe class GatheredLog
{
    /// <summary>What a connection that writes names when it opens its database, after <see cref="Register"/>.</summary>
    public const string Name = "freehold";

    /// <summary>31 pages with their headers; SQLite writes less than 128 KiB at once, whatever it is asked for.</summary>
    private const int Room = 31 * (4096 + 24);

    private static readonly FileSystem* Usual = Native.FindFileSystem(null);
    private static readonly bool IsRegistered = RegisterOnce();

    /// <summary>Makes it known to SQLite, once in the life of the process.</summary>
    /// <exception cref="InvalidOperationException">SQLite refused.</exception>
    public static void Register()
    {
        if (!IsRegistered) throw new InvalidOperationException("SQLite did not take the way in which its log is written.");
    }

    /// <summary>To be called for every connection that is opened under <see cref="Name"/>: changes that are taken back are not written later, where another program may have committed since.</summary>
    public static void DropOnRollback(nint database) => Native.OnRollback(database, &Drop, database);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Drop(nint database)
    {
        OpenFile* file = null;
        if (Native.ControlFile(database, "main", Native.FindLog, &file) == Native.Ok && file != null && file->Methods != null && file->Methods == &LogOf(file)->Methods) LogOf(file)->Length = 0;
    }

    private static bool RegisterOnce()
    {
        var own = (FileSystem*)NativeMemory.Alloc((nuint)sizeof(FileSystem));
        *own = *Usual;
        own->FileSize += sizeof(Log);
        own->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        own->Open = &Open;
        return Native.RegisterFileSystem(own, asDefault: 0) == Native.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(FileSystem* own, byte* name, OpenFile* file, int flags, int* flagsThen)
    {
        var result = Usual->Open(Usual, name, file, flags, flagsThen);
        if (result != Native.Ok || (flags & Native.OpenWriteAheadLog) == 0) return result;

        var log = LogOf(file);
        *log = new Log { Methods = *file->Methods, Usual = file->Methods, Gathered = (byte*)NativeMemory.Alloc(Room) };
        log->Methods.Close = &Close;
        log->Methods.Read = &Read;
        log->Methods.Write = &Write;
        log->Methods.Truncate = &Truncate;
        log->Methods.Sync = &Sync;
        log->Methods.Size = &Size;
        file->Methods = &log->Methods;
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* bytes, int count, long offset)
    {
        var log = LogOf(file);
        if ((offset != log->Start + log->Length || log->Length + count > Room) && Flush(file) is not Native.Ok and var failed) return failed;
        if (count > Room) return log->Usual->Write(file, bytes, count, offset);

        if (log->Length == 0) log->Start = offset;
        Buffer.MemoryCopy(bytes, log->Gathered + log->Length, Room - log->Length, count);
        log->Length += count;
        return Native.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags) => Flush(file) is not Native.Ok and var failed ? failed : LogOf(file)->Usual->Sync(file, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* bytes, int count, long offset) =>
        Flush(file) is not Native.Ok and var failed ? failed : LogOf(file)->Usual->Read(file, bytes, count, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long size) => Flush(file) is not Native.Ok and var failed ? failed : LogOf(file)->Usual->Truncate(file, size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(OpenFile* file, long* size) => Flush(file) is not Native.Ok and var failed ? failed : LogOf(file)->Usual->Size(file, size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        // Nothing of a commit is left here; what is not committed is not to be written.
        var log = LogOf(file);
        NativeMemory.Free(log->Gathered);
        return log->Usual->Close(file);
    }

    /// <summary>Writes what was gathered; what cannot be written is dropped, since SQLite then gives up the commit and later writes to the same place.</summary>
    private static int Flush(OpenFile* file)
    {
        var log = LogOf(file);
        var length = log->Length;
        log->Length = 0;
        return length == 0 ? Native.Ok : log->Usual->Write(file, log->Gathered, length, log->Start);
    }

    // SQLite sets aside as much memory for an open file as the system asks for; ours is behind the system's.
    private static Log* LogOf(OpenFile* file) => (Log*)((byte*)file + Usual->FileSize);

    private struct Log
    {
        public FileMethods Methods;
        public FileMethods* Usual;
        public byte* Gathered;
        public long Start;
        public int Length;
    }
}
