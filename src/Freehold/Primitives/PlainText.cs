using System.Text;

namespace Freehold;

/// <summary>The rule for free text (synerise.md 6.3, "other strings").</summary>
public static class PlainText
{
    /// <summary>The very text that was sent; refused when empty, longer than so many code points, not valid Unicode, with NUL, or made only of variation selectors.</summary>
    public static Result<string> Parse(string? text, string field, int maxLength)
    {
        if (string.IsNullOrEmpty(text)) return Refuse.Missing(text, field);

        int length = 0, selectors = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; length++)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done || rune.Value == 0)
                return Refuse.Malformed(text, field);
            if (rune.Value is >= 0xFE00 and <= 0xFE0F) selectors++;
            rest = rest[used..];
        }
        if (selectors == length) return Refuse.Malformed(text, field);
        if (length > maxLength) return Refuse.TooLong(text, field);
        return text;
    }
}
