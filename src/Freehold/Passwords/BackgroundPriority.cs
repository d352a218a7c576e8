using System.Runtime.InteropServices;

namespace Freehold;

/// <summary>Makes the calling thread give way to others; .NET's own thread priority does nothing on Linux.</summary>
internal static partial class BackgroundPriority
{
    // A third of the weight of a normal thread: quick requests stay quick, and hashing still moves on a busy machine.
    private const int Nice = 5;

    /// <summary>Only Linux takes a thread for the process that is asked for; a refusal costs nothing but speed.</summary>
    public static void Enter()
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(which: 0, who: 0, Nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
