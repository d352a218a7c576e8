using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>bcrypt (<c>$2a$ $2b$ $2y$</c>) and libcrypt's scrypt (<c>$7$</c>); only read. bcrypt looks at 72 bytes, which is why it counts as weak.</summary>
internal sealed class CryptHash : PasswordHash
{
    private const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Digits = SearchValues.Create(Alphabet);

    // Each step doubles the time; 15 is about two seconds.
    private const int MaxBcryptCost = 15;

    private readonly string stored;

    private CryptHash(string stored) => this.stored = stored;

    public override bool CanVerify => Crypt.IsAvailable;

    public static CryptHash? ParseCrypt(string stored) => IsBcrypt(stored) || IsScrypt(stored) ? new CryptHash(stored) : null;

    public override bool Matches(ReadOnlySpan<byte> password) =>
        Crypt.Hash(password, stored) is { } computed && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(stored));

    private static bool IsBcrypt(string text) =>
        text.Length == 60 && text is ['$', '2', 'a' or 'b' or 'y', '$', _, _, '$', ..]
        && int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost) && cost is >= 4 and <= MaxBcryptCost
        && !text.AsSpan(7).ContainsAnyExcept(Digits);

    /// <summary><c>$7$</c>, one digit for log N, five for r, five for p (little-endian base 64), salt, <c>$</c>, tag.</summary>
    private static bool IsScrypt(string text) =>
        text.StartsWith("$7$", StringComparison.Ordinal) && text.Length is > 57 and < 200 && text.IndexOf('$', 3) == text.Length - 44
        && ScryptHash.IsSane(Number(text.AsSpan(3, 1)), Number(text.AsSpan(4, 5)), Number(text.AsSpan(9, 5)));

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        for (var i = digits.Length - 1; i >= 0; i--) number = number << 6 | Alphabet.IndexOf(digits[i], StringComparison.Ordinal);
        return number;
    }
}
