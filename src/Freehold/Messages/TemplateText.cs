using System.Text;

namespace Freehold;

/// <summary>
/// A message's file: parts headed <c>[subject]</c>, <c>[text]</c>, <c>[sms]</c> and optionally <c>[html]</c>, with values as
/// <c>{{name}}</c>. A line with a value that the message does not have is left out.
/// </summary>
internal sealed class TemplateText
{
    private readonly string template;
    private readonly Dictionary<string, string> parts = [];

    private TemplateText(string template) => this.template = template;

    public static TemplateText Parse(string template, string file)
    {
        var parsed = new TemplateText(template);
        string? part = null;
        var lines = new StringBuilder();
        foreach (var line in file.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim() is "[subject]" or "[text]" or "[sms]" or "[html]")
            {
                Keep();
                part = line.Trim()[1..^1];
            }
            else
            {
                lines.Append(line).Append('\n');
            }
        }

        Keep();
        return parsed;

        void Keep()
        {
            if (part is not null) parsed.parts[part] = lines.ToString();
            lines.Clear();
        }
    }

    /// <summary>Puts the workspace's own words in the place of ours, where it has any.</summary>
    public void Reword(string? subject, string? body)
    {
        if (subject is not null) parts["subject"] = subject;
        if (body is null) return;

        parts.Remove("html");
        if (HtmlPart.IsHtml(body)) parts["html"] = body;
        parts["text"] = HtmlPart.IsHtml(body) ? HtmlPart.ToText(body) : body;
    }

    /// <summary>One line.</summary>
    public string Subject(IReadOnlyDictionary<string, string> values) => Part("subject", values, plain: true).ReplaceLineEndings(" ");

    public string Text(IReadOnlyDictionary<string, string> values) => Part("text", values, plain: true);

    public string Sms(IReadOnlyDictionary<string, string> values) => Part("sms", values, plain: true).ReplaceLineEndings(" ");

    /// <summary>What goes into the page's body.</summary>
    public string Html(IReadOnlyDictionary<string, string> values) =>
        parts.ContainsKey("html") ? Part("html", values, plain: false) : HtmlPart.FromText(Text(values), values);

    private string Part(string part, IReadOnlyDictionary<string, string> values, bool plain)
    {
        var filled = new StringBuilder();
        foreach (var line in parts.GetValueOrDefault(part, "").Split('\n'))
        {
            if (Fill(line, values, plain) is not { } full) continue;

            // No two empty lines in a row where what stood between them was left out.
            if (full.Length > 0 || (filled.Length > 1 && filled[^2] != '\n')) filled.Append(full).Append('\n');
        }

        var text = filled.ToString().Trim();
        return text.Length > 0 ? text : throw new MessageTemplateException($"The message {template} has nothing to say as [{part}].");
    }

    private static string? Fill(string line, IReadOnlyDictionary<string, string> values, bool plain)
    {
        var full = new StringBuilder();
        var rest = line.AsSpan();
        while (rest.IndexOf("{{") is var open and >= 0)
        {
            var length = rest[open..].IndexOf("}}");
            if (length < 0) break;
            var name = rest.Slice(open + 2, length - 2).Trim().ToString();
            if (!values.TryGetValue(name, out var value) || value.Length == 0) return null;
            full.Append(rest[..open]).Append(plain ? OneLine(value) : HtmlPart.Escape(OneLine(value)));
            rest = rest[(open + length + 2)..];
        }

        return full.Append(rest).ToString();
    }

    // A customer's text must not look like a line of ours.
    private static string OneLine(string value) => string.Create(value.Length, value, (line, from) =>
    {
        for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
    });
}
