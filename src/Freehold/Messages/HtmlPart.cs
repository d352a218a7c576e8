using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Freehold;

/// <summary>The HTML of messages.</summary>
internal static partial class HtmlPart
{
    /// <summary>Whether a text of the workspace's own is HTML.</summary>
    public static bool IsHtml(string text) => Tag.IsMatch(text);

    /// <summary>What is left of HTML without its tags, for clients that show none; where a link leads is kept.</summary>
    public static string ToText(string html) => WebUtility.HtmlDecode(Tag.Replace(Target.Replace(html, "$1 "), ""));

    [GeneratedRegex("</?[a-zA-Z][^<>]*>")]
    private static partial Regex Tag { get; }

    [GeneratedRegex("<a [^<>]*href=\"([^\"<>]*)\"[^<>]*>")]
    private static partial Regex Target { get; }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>The plain text as HTML: paragraphs, the link clickable, the code large.</summary>
    public static string FromText(string text, IReadOnlyDictionary<string, string> values)
    {
        var html = new StringBuilder();
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p>");
            var first = true;
            foreach (var line in paragraph.Split('\n'))
            {
                if (!first) html.Append("<br>\n");
                first = false;
                html.Append(Line(line, values));
            }

            html.Append("</p>\n");
        }

        return html.ToString();
    }

    /// <summary>Puts a body into the layout.</summary>
    public static string Page(string layout, string language, string subject, string body) => layout
        .Replace("{{language}}", language, StringComparison.Ordinal)
        .Replace("{{subject}}", Escape(subject), StringComparison.Ordinal)
        .Replace("{{body}}", body, StringComparison.Ordinal);

    private static string Line(string line, IReadOnlyDictionary<string, string> values)
    {
        var escaped = Escape(line);
        if (Is("link")) return $"<a href=\"{escaped}\">{escaped}</a>";
        return Is("code") || Is("token") ? $"<strong style=\"font-size:1.5em;letter-spacing:.1em\">{escaped}</strong>" : escaped;

        bool Is(string name) => values.TryGetValue(name, out var value) && value == line;
    }
}
