using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>The secret of a mailed link: the customer's number in hexadecimal digits, a dot, and 256 random bits; only its SHA-256 is stored.</summary>
public readonly record struct LinkToken(CustomerId Customer, string Text)
{
    /// <summary>Base64url.</summary>
    private static readonly SearchValues<char> Secret = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>A new token.</summary>
    public static LinkToken For(CustomerId customer) => new(customer, $"{customer.Value:x}.{Randomness.Token()}");

    /// <summary>Reads a token's form; null when it is not one. Whether it is good, only the database tells.</summary>
    public static LinkToken? Parse(string? text)
    {
        if (text is null || text.Length > 100) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && !text.AsSpan(dot + 1).ContainsAnyExcept(Secret) && long.TryParse(text.AsSpan(0, dot), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var customer) && customer > 0
            ? new LinkToken(new CustomerId(customer), text)
            : null;
    }

    /// <summary>What is stored.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    /// <inheritdoc/>
    public override string ToString() => "(link token)";
}
