using System.Text;

namespace Freehold.Messaging;

/// <summary>An address as SMTP wants it: the domain in ASCII, the local part as typed.</summary>
internal sealed record MailAddress(string? Name, string Address)
{
    /// <summary>Whether only a server with SMTPUTF8 (RFC 6531) can take it.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Address);

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Reads <c>address</c> or <c>Name &lt;address&gt;</c>; null when it is neither.</summary>
    public static MailAddress? Parse(string text)
    {
        var open = text.LastIndexOf('<');
        var (name, typed) = open >= 0 && text.TrimEnd().EndsWith('>') ? (text[..open].Trim().Trim('"'), text[(open + 1)..text.LastIndexOf('>')]) : (null, text);
        if (!EmailAddress.Parse(typed.Trim(), "address").Is(out var email, out _)) return null;

        var local = email.Text[..email.Text.LastIndexOf('@')];
        return new MailAddress(string.IsNullOrEmpty(name) ? null : name, local + email.Folded[email.Folded.LastIndexOf('@')..]);
    }
}
