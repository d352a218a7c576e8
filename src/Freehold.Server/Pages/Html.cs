using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Freehold.Server.Pages;

/// <summary>Markup as an interpolated string: the literal parts are markup, every hole is text and encoded, so that no value can become markup.</summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder markup = new(literalLength + (formattedCount * 16));

    /// <summary>Nothing.</summary>
    public static Html None => new(0, 0);

    public void AppendLiteral(string text) => markup.Append(text);

    public void AppendFormatted(string? text) => markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(Html html) => markup.Append(html.markup);

    public override string ToString() => markup.ToString();
}
