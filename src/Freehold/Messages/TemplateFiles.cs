using System.Collections.Frozen;

namespace Freehold;

/// <summary>
/// The texts that customers read: files embedded in the product, a folder for each language, which files of the same name in
/// the deployment's own folder replace. Those are read anew each time.
/// </summary>
internal sealed class TemplateFiles(FreeholdOptions freehold, MessageOptions options)
{
    private const string Prefix = "templates/";
    private const string LastResort = "en";

    private static readonly FrozenDictionary<string, string> Embedded = Load();

    private readonly string folder = options.Templates ?? Path.Combine(freehold.Data, "templates");

    /// <summary>The deployment's own file, else the product's; null when there is neither.</summary>
    public string? Read(string name) => Own(name) ?? Product(name);

    public string? Own(string name)
    {
        var own = Path.Combine(folder, name);
        return File.Exists(own) ? File.ReadAllText(own) : null;
    }

    public static string? Product(string name) => Embedded.GetValueOrDefault(name);

    /// <summary>The languages to look for: each wanted one with its region and without, the same for the deployment, English.</summary>
    public IEnumerable<string> Candidates(IEnumerable<string?> languages)
    {
        foreach (var wanted in languages.Append(freehold.Locale))
        {
            if (wanted is null || !LanguageTag.Parse(wanted, "language").Is(out var tag, out _)) continue;
            yield return tag.Text;
            if (tag.Text.Length > 2) yield return tag.Text[..2];
        }

        yield return LastResort;
    }

    private static FrozenDictionary<string, string> Load()
    {
        var assembly = typeof(TemplateFiles).Assembly;
        var texts = new Dictionary<string, string>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            texts.Add(name[Prefix.Length..].Replace('\\', '/'), reader.ReadToEnd());
        }

        return texts.ToFrozenDictionary();
    }
}
