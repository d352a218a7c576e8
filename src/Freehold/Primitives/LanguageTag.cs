namespace Freehold;

/// <summary>A language, alone or with a region, in Aimeos' spelling: <c>xx</c> or <c>xx_YY</c>.</summary>
public sealed record LanguageTag
{
    private LanguageTag(string text) => Text = text;

    /// <summary>The tag: language in lower case, region in upper case, underscore between.</summary>
    public string Text { get; }

    /// <summary>Reads two letters, optionally with <c>-</c> or <c>_</c> and two more, in any case.</summary>
    public static Result<LanguageTag> Parse(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) return Refuse.Missing(text, field);
        return text switch
        {
            [var a, var b] when AreLetters(a, b) => new LanguageTag(text.ToLowerInvariant()),
            [var a, var b, '-' or '_', var c, var d] when AreLetters(a, b) && AreLetters(c, d) =>
                new LanguageTag($"{text[..2].ToLowerInvariant()}_{text[3..].ToUpperInvariant()}"),
            _ => Refuse.Malformed(text, field),
        };
    }

    /// <summary>The tag.</summary>
    public override string ToString() => Text;

    private static bool AreLetters(char first, char second) => char.IsAsciiLetter(first) && char.IsAsciiLetter(second);
}
