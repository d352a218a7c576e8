namespace Freehold.Testing;

/// <summary>Where the sources of the running tests lie.</summary>
public static class Repository
{
    /// <summary>The folder of Freehold.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>The configuration the tests were built in, <c>Debug</c> or <c>Release</c>.</summary>
    public const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Freehold.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"Freehold.slnx lies in no folder above {AppContext.BaseDirectory}");
    }
}
