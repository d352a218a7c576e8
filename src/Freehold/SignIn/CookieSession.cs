using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>The value of a session cookie: the customer's number in hexadecimal digits, a dot, and 256 random bits; the session's id is their hash.</summary>
public readonly record struct CookieSession(CustomerId Customer, string Text)
{
    private const int MostCharacters = 100;

    /// <summary>A new cookie.</summary>
    public static CookieSession For(CustomerId customer) => new(customer, $"{customer.Value:x}.{Randomness.Token()}");

    /// <summary>Reads a cookie's form; null when it is not one. Whether its session is good, only the database tells.</summary>
    public static CookieSession? Parse(string? text)
    {
        if (text is null || text.Length > MostCharacters) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var customer) && customer > 0
            ? new CookieSession(new CustomerId(customer), text)
            : null;
    }

    /// <summary>What is stored: 128 bits of the SHA-256, marked so that no bearer's <c>sid</c> can be mistaken for it.</summary>
    public string SessionId()
    {
        Span<byte> text = stackalloc byte[3 * MostCharacters];
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(Text, text)], hash);
        Span<char> id = stackalloc char[33];
        id[0] = 'c';
        Convert.TryToHexStringLower(hash[..16], id[1..], out _);
        return new string(id);
    }

    /// <inheritdoc/>
    public override string ToString() => "(session cookie)";
}
