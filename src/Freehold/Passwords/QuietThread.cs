using System.Runtime.InteropServices;

namespace Freehold;

/// <summary>Puts a thread's work behind that of others; the runtime's own thread priorities mean nothing on Linux.</summary>
internal static partial class QuietThread
{
    private const int OfThread = 0;
    private const int Calling = 0;

    /// <summary>Of 19: a tenth of a core while others want it, all of it when they do not.</summary>
    private const int Niceness = 10;

    /// <summary>From now on the calling thread lets others go first. Does nothing but on Linux, where alone a thread has a priority of its own.</summary>
    public static void Begin()
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(OfThread, Calling, Niceness);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int niceness);
}
