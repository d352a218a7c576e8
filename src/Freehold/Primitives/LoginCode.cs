using System.Globalization;

namespace Freehold;

/// <summary>The login name of an account (Aimeos' code), in one namespace with the e-mail addresses.</summary>
public sealed record LoginCode
{
    private LoginCode(string text, string folded, EmailAddress? email)
    {
        Text = text;
        Folded = folded;
        Email = email;
    }

    /// <summary>The code as typed, without outer blanks.</summary>
    public string Text { get; }

    /// <summary>The comparison key; the very key of the address when the code is one.</summary>
    public string Folded { get; }

    /// <summary>The address, when the code is shaped like one (it must then be the account's own).</summary>
    public EmailAddress? Email { get; }

    /// <summary>Reads at most 255 characters without blanks, control and invisible characters.</summary>
    public static Result<LoginCode> Parse(string? text, string field)
    {
        if (!IdentifierText.Parse(text, field).Is(out var typed, out var failure)) return failure;
        if (EmailAddress.Parse(typed, field).Is(out var email, out _)) return new LoginCode(typed, email.Folded, email);

        var folded = Folding.Fold(typed);
        if (HasInvisible(typed) || HasInvisible(folded)) return Refuse.Malformed(typed, field);

        // Folded into an address (by a full-width @, say), it would answer for that address's owner.
        return EmailAddress.Parse(folded, field).Is(out email, out _) ? new LoginCode(typed, email.Folded, email) : new LoginCode(typed, folded, null);
    }

    /// <summary>The code as typed.</summary>
    public override string ToString() => Text;

    private static bool HasInvisible(string text)
    {
        foreach (var character in text)
            if (char.IsWhiteSpace(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format) return true;
        return false;
    }
}
