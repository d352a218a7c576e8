namespace Freehold;

/// <summary>What an attacker knows about the customer, and a password must not be made of; every part may be absent.</summary>
public sealed record PasswordContext
{
    /// <summary>The own e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>The login code, where it is not the e-mail.</summary>
    public string? Code { get; init; }

    /// <summary>The first name.</summary>
    public string? FirstName { get; init; }

    /// <summary>The last name.</summary>
    public string? LastName { get; init; }

    /// <summary>
    /// Whether the password is the e-mail or code, or little but them, their parts, the names or the shop's name:
    /// with those taken out fewer than six characters are left (<c>Kowalski1990</c>, <c>anna.kowalski!</c>).
    /// </summary>
    internal bool Holds(string password, string shopName)
    {
        if (Same(password, Email) || Same(password, Code)) return true;

        var rest = password;
        foreach (var word in Words(shopName))
            rest = rest.Replace(word, "", StringComparison.OrdinalIgnoreCase);
        return rest.Length < password.Length && PasswordText.CodePoints(rest) < 6;
    }

    private static bool Same(string password, string? text) => text is not null && NormalForm.Nfc(text.Trim()).Equals(password, StringComparison.OrdinalIgnoreCase);

    /// <summary>The longest first, so that a name inside the local part does not break it up.</summary>
    private List<string> Words(string shopName)
    {
        var words = new List<string>();
        var at = Email?.LastIndexOf('@') ?? -1;
        foreach (var text in (ReadOnlySpan<string?>)[at > 0 ? Email![..at] : Email, Code, FirstName, LastName, shopName])
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var normal = NormalForm.Nfc(text.Trim());
            words.Add(normal);
            words.AddRange(normal.Split([' ', '.', '-', '_', '+', '@', '\''], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        words.RemoveAll(word => word.Length < 4);
        words.Sort((a, b) => b.Length - a.Length);
        return words;
    }
}
