using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Freehold.Storage;

/// <summary>Applies the numbered scripts that are embedded in the product, forward only, and refuses a database whose applied scripts were altered.</summary>
public static partial class Migrator
{
    private const string Ledger = "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

    /// <summary>Name and text of every script, in order.</summary>
    public static IReadOnlyList<(string Name, string Script)> Scripts { get; } = Load();

    /// <summary>Applies what is missing, within the caller's transaction and lock.</summary>
    /// <exception cref="InvalidDataException">An applied script differs from the one in the product, or the database is from a newer product.</exception>
    public static Task ApplyAsync(Session session, TimeProvider clock, CancellationToken ct) => ApplyAsync(session, Scripts, clock, ct);

    /// <summary>Applies what is missing of some scripts, as a version did that had no more of them.</summary>
    internal static async Task ApplyAsync(Session session, IEnumerable<(string Name, string Script)> scripts, TimeProvider clock, CancellationToken ct)
    {
        await session.RunScriptAsync(Ledger, ct);
        foreach (var script in await MissingAsync(session, scripts, ct)) await ApplyAsync(session, script, clock, ct);
    }

    /// <summary>Applies the first script that is missing, within the caller's transaction and lock; false where none is.</summary>
    /// <exception cref="InvalidDataException">An applied script differs from the one in the product, or the database is from a newer product.</exception>
    public static async Task<bool> ApplyNextAsync(Session session, TimeProvider clock, CancellationToken ct)
    {
        await session.RunScriptAsync(Ledger, ct);
        if (await MissingAsync(session, Scripts, ct) is not [var next, ..]) return false;
        await ApplyAsync(session, next, clock, ct);
        return true;
    }

    /// <summary>Whether nothing is missing, which reading alone tells; fails where nothing was applied yet.</summary>
    /// <exception cref="InvalidDataException">An applied script differs from the one in the product, or the database is from a newer product.</exception>
    public static async Task<bool> IsCurrentAsync(Session session, CancellationToken ct) => (await MissingAsync(session, Scripts, ct)).Count == 0;

    private static async Task<List<(string Name, string Script)>> MissingAsync(Session session, IEnumerable<(string Name, string Script)> scripts, CancellationToken ct)
    {
        var applied = new Dictionary<string, string>();
        foreach (var (name, checksum) in await session.ListAsync($"SELECT name, checksum FROM migration ORDER BY name", row => (row.Text(0), row.Text(1)), ct))
            applied.Add(name, checksum);

        var missing = new List<(string, string)>();
        foreach (var (name, script) in scripts)
        {
            if (!applied.Remove(name, out var stood)) missing.Add((name, script));
            else if (stood != Checksum(script)) throw new InvalidDataException($"The database was made with another text of migration {name}; restore the product version that made it.");
        }

        if (applied.Count > 0) throw new InvalidDataException($"The database knows migration {applied.Keys.Max()}, which this version does not: run the newer version.");
        return missing;
    }

    private static async Task ApplyAsync(Session session, (string Name, string Script) migration, TimeProvider clock, CancellationToken ct)
    {
        var (name, script) = migration;
        if (Concerns(script, session)) await session.RunScriptAsync(Spelled(script, session), ct);
        await session.ExecuteAsync($"INSERT INTO migration (name, checksum, applied_at) VALUES ({name}, {Checksum(script)}, {clock.GetUtcNow()})", ct);
    }

    private static string Checksum(string script) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(script.ReplaceLineEndings("\n"))));

    /// <summary>What only rearranges tables in the order of their key is nothing to a database whose tables all are heaps.</summary>
    private static bool Concerns(string script, Session session) => session.Clustered.Text.Length > 0 || !script.Contains("{where clustered}", StringComparison.Ordinal);

    private static string Spelled(string script, Session session) => BytesOf().Replace(
        script.Replace("{key}", session.Key.Text, StringComparison.Ordinal).Replace("{clustered}", session.Clustered.Text, StringComparison.Ordinal),
        column => session.BytesOf(column.Groups[1].Value).Text);

    [GeneratedRegex(@"\{bytes:(\w+)\}")]
    private static partial Regex BytesOf();

    private static List<(string Name, string Script)> Load()
    {
        var assembly = typeof(Migrator).Assembly;
        var scripts = new List<(string, string)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            scripts.Add((Path.GetFileNameWithoutExtension(name), reader.ReadToEnd()));
        }

        return scripts;
    }
}
