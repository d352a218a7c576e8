namespace Freehold;

/// <summary>The bundled list of the most common passwords, read at first use (docs/decisions/0010).</summary>
internal static class BlockedPasswords
{
    private static readonly Lazy<HashSet<string>> List = new(Load);

    /// <summary>How many there are.</summary>
    public static int Count => List.Value.Count;

    /// <summary>Whether the password is on the list, in whatever case.</summary>
    public static bool Contains(string password) => List.Value.Contains(password);

    private static HashSet<string> Load()
    {
        var list = new HashSet<string>(28_000, StringComparer.OrdinalIgnoreCase);
        using var lines = new StreamReader(typeof(BlockedPasswords).Assembly.GetManifestResourceStream("blocked-passwords.txt")!);
        while (lines.ReadLine() is { } line) list.Add(line);
        return list;
    }
}
