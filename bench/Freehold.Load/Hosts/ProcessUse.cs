using System.Diagnostics;
using System.Globalization;

namespace Freehold.Load;

/// <summary>What a process uses of the machine, as Linux counts it.</summary>
internal static class ProcessUse
{
    /// <summary>Time on the cores so far.</summary>
    public static TimeSpan Cpu(int process)
    {
        using var found = Process.GetProcessById(process);
        return found.TotalProcessorTime;
    }

    /// <summary>Resident memory in MB, pages of mapped files included.</summary>
    public static double ResidentMegabytes(int process) => Status(process, "VmRSS:");

    /// <summary>Memory of its own in MB: without the pages of the database file, which the system may drop at any moment.</summary>
    public static double OwnMegabytes(int process) => Status(process, "RssAnon:");

    /// <summary>Bytes that it has asked the system to write so far: files and sockets.</summary>
    public static long Written(int process) => long.Parse(File.ReadLines($"/proc/{process}/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal))["wchar:".Length..], CultureInfo.InvariantCulture);

    private static double Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
