using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Freehold.Sqlite;

/// <summary>
/// SQLite's own cache of pages, but for one number. Where SQLite brings the pages of a split into their order, it gives one of them for
/// a moment the number of the page at 1 GiB, which never holds anything. Its cache then takes itself to reach as far, and at the end of that
/// transaction looks through all its pages for some beyond the file's end: with 64 MB of pages a fifth of a commit. Here
/// that number is 0, which no page has either.
/// </summary>
internal static unsafe class PageCache
{
    private const int PageSize = 4096;

    /// <summary>The page that holds the bytes at 1 GiB, by which SQLite locks files (https://sqlite.org/fileformat2.html#the_lock_byte_page).</summary>
    private const uint LockPage = (0x40000000 / PageSize) + 1;

    /// <summary>Databases of other programs in this process may have pages of another size, and then that number is a page like any.</summary>
    private static readonly ConcurrentDictionary<nint, bool> Ours = new();

    private static PageCacheMethods usual;

    /// <summary>Whether SQLite uses it.</summary>
    public static bool IsInstalled { get; private set; }

    /// <summary>Makes SQLite use it, where nobody has used SQLite in this process before; everything works without it, only slower.</summary>
    public static void Install()
    {
        PageCacheMethods own;
        if (Native.ConfigureAll(Native.TellPageCache, &own) != Native.Ok) return;
        usual = own;
        own.Create = &Create;
        own.Rekey = &Rekey;
        own.Destroy = &Destroy;
        IsInstalled = Native.ConfigureAll(Native.SetPageCache, &own) == Native.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Create(int pageSize, int extra, int purgeable)
    {
        var cache = usual.Create(pageSize, extra, purgeable);
        if (pageSize == PageSize && cache != 0) Ours[cache] = true;
        return cache;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Rekey(nint cache, nint page, uint before, uint then)
    {
        if ((before == LockPage || then == LockPage) && Ours.ContainsKey(cache))
        {
            if (before == LockPage) before = 0;
            if (then == LockPage) then = 0;
        }

        usual.Rekey(cache, page, before, then);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(nint cache)
    {
        // First: as soon as it is gone, another may have its address.
        Ours.TryRemove(cache, out _);
        usual.Destroy(cache);
    }
}

/// <summary>What a cache of pages can do, SQLite's <c>sqlite3_pcache_methods2</c> (https://sqlite.org/c3ref/pcache_methods2.html); what is only copied has no name here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PageCacheMethods
{
    private readonly int version;
    private readonly nint argument;
    private readonly nint start;
    private readonly nint end;

    /// <summary>Bytes of a page, bytes beside each, and whether pages may be let go.</summary>
    public delegate* unmanaged[Cdecl]<int, int, int, nint> Create;

    private readonly nint resize;
    private readonly nint count;
    private readonly nint fetch;
    private readonly nint unpin;

    /// <summary>The cache, the page, its number before and its number then.</summary>
    public delegate* unmanaged[Cdecl]<nint, nint, uint, uint, void> Rekey;

    private readonly nint truncate;
    public delegate* unmanaged[Cdecl]<nint, void> Destroy;
    private readonly nint shrink;
}
