using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Freehold;

/// <summary><c>$pbkdf2-sha512$i=210000$salt$tag</c> (also <c>sha256</c>, and passlib's <c>$pbkdf2-sha512$210000$…</c>), or the Base64 of ASP.NET Core Identity's version 3.</summary>
internal sealed class Pbkdf2Hash(HashAlgorithmName algorithm, int iterations, byte[] salt, byte[] tag) : PasswordHash
{
    // OWASP's number for PBKDF2-HMAC-SHA512.
    private const int Iterations = 210_000, MaxIterations = 2_000_000, SaltBytes = 16, TagBytes = 32;

    public static Pbkdf2Hash Create(ReadOnlySpan<byte> password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new Pbkdf2Hash(HashAlgorithmName.SHA512, Iterations, salt, Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, TagBytes));
    }

    /// <summary>One of full cost that no password matches, for accounts that do not exist.</summary>
    public static Pbkdf2Hash Unmatched() =>
        new(HashAlgorithmName.SHA512, Iterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(TagBytes));

    public static Pbkdf2Hash? Parse(PhcString phc) => phc.Id switch
    {
        "pbkdf2-sha512" => Sane(HashAlgorithmName.SHA512, phc["i"], phc.Salt, phc.Tag),
        "pbkdf2-sha256" => Sane(HashAlgorithmName.SHA256, phc["i"], phc.Salt, phc.Tag),
        _ => null,
    };

    /// <summary>Identity's version 3: 0x01, then big-endian PRF, iterations and salt length, then salt and subkey.</summary>
    public static Pbkdf2Hash? ParseIdentity(string stored)
    {
        const int header = 13;
        Span<byte> bytes = stackalloc byte[256];
        if (!Convert.TryFromBase64String(stored, bytes, out var length) || length < header || bytes[0] != 1) return null;

        var saltLength = BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]);
        if (saltLength < 8 || saltLength > length - header - 16) return null;

        var salt = bytes.Slice(header, (int)saltLength).ToArray();
        var tag = bytes[(header + salt.Length)..length].ToArray();
        var count = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]), int.MaxValue);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) switch
        {
            1 => Sane(HashAlgorithmName.SHA256, count, salt, tag),
            2 => Sane(HashAlgorithmName.SHA512, count, salt, tag),
            _ => null,
        };
    }

    /// <summary>Weaker than Argon2 wherever that can be had.</summary>
    public override bool IsWeakerThan(PasswordOptions options) =>
        Argon2.IsAvailable || algorithm != HashAlgorithmName.SHA512 || iterations < Iterations || salt.Length < SaltBytes || tag.Length < TagBytes;

    public override bool Matches(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, algorithm, tag.Length), tag);

    public override string ToString() =>
        PhcString.Format(algorithm == HashAlgorithmName.SHA512 ? "pbkdf2-sha512" : "pbkdf2-sha256", string.Create(CultureInfo.InvariantCulture, $"i={iterations}"), salt, tag);

    private static Pbkdf2Hash? Sane(HashAlgorithmName algorithm, int iterations, byte[] salt, byte[] tag) =>
        iterations is >= 1 and <= MaxIterations ? new Pbkdf2Hash(algorithm, iterations, salt, tag) : null;
}
