using System.Globalization;

namespace Freehold;

/// <summary>An e-mail address: mails go to the text as typed, addresses are compared by their folded form.</summary>
public sealed record EmailAddress
{
    // RFC 5321, 4.5.3.1, less the angle brackets of the path.
    private const int MaxLength = 254, MaxLocal = 64;

    private EmailAddress(string text, string folded)
    {
        Text = text;
        Folded = folded;
    }

    /// <summary>The address as typed, without outer blanks.</summary>
    public string Text { get; }

    /// <summary>The comparison key: NFKC, lower case, needless quotes dropped, the domain in ASCII; itself a valid address.</summary>
    public string Folded { get; }

    /// <summary>Reads <c>local@domain</c> (at most 254 characters, local part 64, dotted domain or IPv4 literal in brackets).</summary>
    public static Result<EmailAddress> Parse(string? text, string field)
    {
        if (!IdentifierText.Parse(text, field).Is(out var typed, out var failure)) return failure;

        var at = typed.LastIndexOf('@');
        if (at < 0 || typed.Length > MaxLength) return Refuse.Malformed(typed, field);

        // Both forms must be good: folding may compose a special character away, or bring one in.
        var local = LocalPart.Fold(typed[..at]);
        var domain = MailDomain.Fold(typed[(at + 1)..]);
        if (at > MaxLocal || local is null || local.Length > MaxLocal || domain is null || local.Length + 1 + domain.Length > MaxLength)
            return Refuse.Malformed(typed, field);

        return new EmailAddress(typed, $"{local}@{domain}");
    }

    /// <summary>The address as typed.</summary>
    public override string ToString() => Text;

    private static class LocalPart
    {
        public static string? Fold(string typed)
        {
            if (Content(typed) is null || Content(Folding.Fold(typed)) is not { } content) return null;
            if (IsDotAtom(content)) return content;
            return $"\"{content.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        }

        // What the local part says, without quotes and escapes; null when it is not a local part (RFC 5321, 4.1.2 and RFC 6531).
        private static string? Content(string local)
        {
            if (local is not ['"', .., '"']) return IsDotAtom(local) ? local : null;

            var content = new System.Text.StringBuilder(local.Length);
            for (var i = 1; i < local.Length - 1; i++)
            {
                if (local[i] == '"') return null;
                // Only ASCII is escaped: an escaped combining mark would join its neighbour once the escape is gone.
                if (local[i] == '\\' && (++i == local.Length - 1 || !char.IsAscii(local[i]))) return null;
                if (!char.IsBetween(local[i], ' ', '~') && !IsAtom(local[i])) return null;
                content.Append(local[i]);
            }
            return content.Length == 0 ? null : content.ToString();
        }

        private static bool IsDotAtom(string text)
        {
            var afterDot = true;
            foreach (var character in text)
            {
                if (character == '.' ? afterDot : !IsAtom(character)) return false;
                afterDot = character == '.';
            }
            return !afterDot;
        }

        private static bool IsAtom(char character) => char.IsAscii(character)
            ? char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-/=?^_`{|}~".Contains(character, StringComparison.Ordinal)
            : CharUnicodeInfo.GetUnicodeCategory(character) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
                UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }
}
