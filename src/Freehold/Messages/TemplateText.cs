using System.Runtime.CompilerServices;
using System.Text;

namespace Freehold;

/// <summary>
/// A message's file: parts headed <c>[subject]</c>, <c>[text]</c>, <c>[sms]</c> and optionally <c>[html]</c>, with values as
/// <c>{{name}}</c>. A line with a value that the message does not have is left out.
/// </summary>
internal sealed class TemplateText
{
    /// <summary>What was made of the product's own files, which are the same texts each time; what a deployment's file says is dropped with its text.</summary>
    private static readonly ConditionalWeakTable<string, TemplateText> Parsed = [];

    private readonly string template;
    private readonly Dictionary<string, string[]> parts = [];

    private TemplateText(string template) => this.template = template;

    /// <summary>What a message's file says. Of an empty one nothing is kept: there is but one empty text, and it would be every message's.</summary>
    public static TemplateText Of(string template, string file) => file.Length == 0 ? Parse(template, file) : Parsed.GetValue(file, text => Parse(template, text));

    private static TemplateText Parse(string template, string file)
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
            if (part is not null) parsed.Say(part, lines.ToString());
            lines.Clear();
        }
    }

    /// <summary>The same with the workspace's own words in the place of ours, where it has any.</summary>
    public TemplateText Reworded(string? subject, string? body)
    {
        if (subject is null && body is null) return this;
        var reworded = new TemplateText(template);
        foreach (var (part, lines) in parts) reworded.parts.Add(part, lines);
        if (subject is not null) reworded.Say("subject", subject);
        if (body is null) return reworded;

        reworded.parts.Remove("html");
        if (HtmlPart.IsHtml(body)) reworded.Say("html", body);
        reworded.Say("text", HtmlPart.IsHtml(body) ? HtmlPart.ToText(body) : body);
        return reworded;
    }

    private void Say(string part, string words) => parts[part] = words.Split('\n');

    /// <summary>One line.</summary>
    public string Subject(IReadOnlyDictionary<string, string> values) => Part("subject", values, plain: true).ReplaceLineEndings(" ");

    public string Text(IReadOnlyDictionary<string, string> values) => Part("text", values, plain: true);

    public string Sms(IReadOnlyDictionary<string, string> values) => Part("sms", values, plain: true).ReplaceLineEndings(" ");

    /// <summary>What goes into the page's body.</summary>
    /// <param name="text">What <see cref="Text"/> says with the same values.</param>
    public string Html(IReadOnlyDictionary<string, string> values, string text) =>
        parts.ContainsKey("html") ? Part("html", values, plain: false) : HtmlPart.FromText(text, values);

    private string Part(string part, IReadOnlyDictionary<string, string> values, bool plain)
    {
        var filled = new StringBuilder();
        foreach (var line in parts.GetValueOrDefault(part, []))
        {
            var before = filled.Length;
            if (!Fill(filled, line, values, plain)) filled.Length = before;

            // No two empty lines in a row where what stood between them was left out.
            else if (filled.Length > before || (before > 1 && filled[^2] != '\n')) filled.Append('\n');
        }

        var text = filled.ToString().Trim();
        return text.Length > 0 ? text : throw new MessageTemplateException($"The message {template} has nothing to say as [{part}].");
    }

    /// <summary>Appends a line; false where it needs a value that there is none of.</summary>
    private static bool Fill(StringBuilder filled, string line, IReadOnlyDictionary<string, string> values, bool plain)
    {
        var rest = line.AsSpan();
        while (rest.IndexOf("{{") is var open and >= 0)
        {
            var length = rest[open..].IndexOf("}}");
            if (length < 0) break;
            var name = rest.Slice(open + 2, length - 2).Trim().ToString();
            if (!values.TryGetValue(name, out var value) || value.Length == 0) return false;
            filled.Append(rest[..open]).Append(plain ? OneLine(value) : HtmlPart.Escape(OneLine(value)));
            rest = rest[(open + length + 2)..];
        }

        filled.Append(rest);
        return true;
    }

    // A customer's text must not look like a line of ours.
    private static string OneLine(string value) => string.Create(value.Length, value, (line, from) =>
    {
        for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
    });
}
