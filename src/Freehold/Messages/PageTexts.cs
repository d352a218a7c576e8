using System.Text;

namespace Freehold;

/// <summary>What hosted pages say in one language.</summary>
/// <param name="Language">Two letters, for <c>lang</c> and <c>Content-Language</c>.</param>
/// <param name="Parts">The texts by name; <c>{{target}}</c> in them stands for an address, <c>{{length}}</c> for a number of characters.</param>
public sealed record PageTextsIn(string Language, IReadOnlyDictionary<string, string> Parts);

/// <summary>
/// The texts of hosted pages: <c>pages.txt</c> beside the texts of messages, each headed by its name. A file of the deployment
/// (<c>de/pages.txt</c>) may replace all of them or some.
/// </summary>
public sealed class PageTexts(FreeholdOptions freehold, MessageOptions options)
{
    private const string Name = "pages.txt";

    private readonly TemplateFiles files = new(freehold, options);

    /// <summary>The texts in the first of the wanted languages that there are texts in, else in the deployment's, else in English.</summary>
    public PageTextsIn In(IEnumerable<string?> languages)
    {
        ArgumentNullException.ThrowIfNull(languages);
        var tag = files.Candidates(languages).First(candidate => files.Read($"{candidate}/{Name}") is not null);
        var language = tag[..2];
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        // Later ones win: a file of the deployment need not say everything.
        Add(parts, TemplateFiles.Product($"en/{Name}"));
        Add(parts, TemplateFiles.Product($"{language}/{Name}"));
        Add(parts, files.Own($"{language}/{Name}"));
        if (tag != language) Add(parts, files.Own($"{tag}/{Name}"));
        return new PageTextsIn(language, parts);
    }

    private static void Add(Dictionary<string, string> parts, string? file)
    {
        if (file is null) return;
        string? name = null;
        var text = new StringBuilder();
        foreach (var line in file.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line is ['[', .. var heading, ']'])
            {
                Keep();
                name = heading;
            }
            else
            {
                text.Append(text.Length > 0 ? " " : "").Append(line);
            }
        }

        Keep();

        void Keep()
        {
            if (name is not null && text.Length > 0) parts[name] = text.ToString();
            text.Clear();
        }
    }
}
