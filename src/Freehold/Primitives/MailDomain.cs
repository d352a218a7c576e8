using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Freehold;

/// <summary>The domain of an e-mail address.</summary>
internal static class MailDomain
{
    private const int MaxLength = 253, MaxLabel = 63;

    /// <summary>The domain in lower-case ASCII (international names in Punycode); null when it is none.</summary>
    public static string? Fold(string typed)
    {
        if (typed is ['[', .. var literal, ']']) return IsIpv4(literal) ? typed : null;

        foreach (var character in typed)
            if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.')) return null;

        // The ideographic full stop separates labels too (UTS 46, 4).
        var domain = ToAscii(Folding.Fold(typed).Replace('\u3002', '.'));
        return domain is not null && IsDotted(domain) ? domain : null;
    }

    private static string? ToAscii(string folded)
    {
        foreach (var character in folded)
            if (!char.IsLetterOrDigit(character) && !IsMark(character) && character is not ('-' or '.')) return null;
        if (System.Text.Ascii.IsValid(folded)) return folded;
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(folded);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDotted(string domain)
    {
        var labels = domain.Split('.');
        if (domain.Length > MaxLength || labels.Length < 2) return false;
        foreach (var label in labels)
            if (!IsLabel(label)) return false;

        var top = labels[^1];
        return top.StartsWith("xn--", StringComparison.Ordinal) || (top.Length >= 2 && top.All(char.IsAsciiLetterLower));
    }

    private static bool IsLabel(string label)
    {
        if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-') return false;
        foreach (var character in label)
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-') return false;
        return true;
    }

    private static bool IsMark(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIpv4(string literal) =>
        IPAddress.TryParse(literal, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == literal;
}
