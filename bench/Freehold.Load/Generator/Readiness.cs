using System.Runtime.InteropServices;

namespace Freehold.Load;

/// <summary>
/// Tells which of many sockets have something to read or room to write again, once each time that it changes (Linux' epoll). Unlike a
/// poll it costs nothing for those that are silent: a thousand of them would take the time of those who answer.
/// </summary>
internal sealed unsafe partial class Readiness : IDisposable
{
    private const int Add = 1;
    private const uint ReadableWritableByEdge = 0x1 | 0x4 | 1u << 31;
    private const int MostAtOnce = 256;
    private const int Interrupted = 4;

    // The kernel packs an event on x64 alone: 32 bits of what happened, 64 that are ours.
    private static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 3 : 4;

    private readonly int handle = Checked(Create(0));
    private readonly int[] events = new int[MostAtOnce * Size];
    private readonly int[] ready = new int[MostAtOnce];

    /// <summary>Watches a socket from now on, under a number.</summary>
    public void Watch(int socket, int number)
    {
        var wanted = stackalloc int[4];
        wanted[0] = unchecked((int)ReadableWritableByEdge);
        wanted[Size - 2] = number;
        _ = Checked(Control(handle, Add, socket, wanted));
    }

    /// <summary>The numbers of those that are ready; none when nothing happened for so many microseconds.</summary>
    public ReadOnlySpan<int> Wait(long microseconds)
    {
        var timeout = stackalloc nint[] { (nint)(microseconds / 1_000_000), (nint)(microseconds % 1_000_000 * 1000) };
        int count;
        fixed (int* first = events) count = Wait(handle, first, MostAtOnce, timeout, 0);
        if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted) _ = Checked(count);
        for (var i = 0; i < count; i++) ready[i] = events[i * Size + Size - 2];
        return ready.AsSpan(0, Math.Max(count, 0));
    }

    public void Dispose() => _ = Close(handle);

    private static int Checked(int result) => result >= 0 ? result : throw new IOException($"epoll failed with {Marshal.GetLastPInvokeError()}.");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int socket, int* wanted);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int Wait(int epoll, int* events, int most, nint* timeout, nint mask);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
