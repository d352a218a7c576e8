namespace Freehold;

/// <summary>The rule for texts that identify a customer (customId, uuid, and below e-mail, phone and code): synerise.md 6.3.</summary>
public static class IdentifierText
{
    /// <summary>Characters an identifier may have.</summary>
    public const int MaxLength = 255;

    // Line breaks are refused rather than trimmed: a client that sends one has a mistake to find.
    private static readonly char[] Blanks = [' ', '\t', '\u00A0'];

    /// <summary>The text without outer blanks; refused when empty, too long, or with a character that does not show or lies outside the Basic Multilingual Plane.</summary>
    public static Result<string> Parse(string? text, string field)
    {
        var trimmed = text?.Trim(Blanks);
        if (string.IsNullOrEmpty(trimmed)) return Refuse.Missing(text, field);
        if (trimmed.Length > MaxLength) return Refuse.TooLong(trimmed, field);
        foreach (var character in trimmed)
            if (IsForbidden(character)) return Refuse.Malformed(trimmed, field);
        return trimmed;
    }

    private static bool IsForbidden(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) ||
        character is '\u2028' or '\u2029' or '\u00AD' or (>= '\uFE00' and <= '\uFE0F');
}
