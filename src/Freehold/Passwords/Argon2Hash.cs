using System.Security.Cryptography;

namespace Freehold;

/// <summary><c>$argon2id$v=19$m=…,t=…,p=…$salt$tag</c>; <c>argon2i</c> and version 16 are read, never written.</summary>
internal sealed class Argon2Hash(Argon2Cost cost, byte[] salt, byte[] tag) : PasswordHash
{
    private const int SaltBytes = 16, TagBytes = 32;

    public override bool CanVerify => Argon2.IsAvailable;

    public static Argon2Hash Create(ReadOnlySpan<byte> password, PasswordOptions options)
    {
        var made = Unmatched(options);
        made.Compute(password, made.Tag);
        return made;
    }

    /// <summary>One of full cost that no password matches, for accounts that do not exist.</summary>
    public static Argon2Hash Unmatched(PasswordOptions options) =>
        new(new Argon2Cost(options.MemoryKib, options.Iterations, options.Parallelism), RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(TagBytes));

    public static Argon2Hash? Parse(PhcString phc)
    {
        var variant = phc.Id switch { "argon2id" => Argon2Variant.Id, "argon2i" => Argon2Variant.I, _ => Argon2Variant.D };
        var version = phc.Parameters.TryGetValue("v", out var written) ? written : 0x10;
        var cost = new Argon2Cost(phc["m"], phc["t"], phc["p"], variant, version);
        var sane = cost is { MemoryKib: <= 262_144, Iterations: >= 1 and <= 32, Parallelism: >= 1 and <= 16, Version: 0x10 or 0x13 }
            && cost.MemoryKib >= 8 * cost.Parallelism && phc.Salt.Length >= 8;
        return sane && variant is not Argon2Variant.D ? new Argon2Hash(cost, phc.Salt, phc.Tag) : null;
    }

    /// <summary>Less memory, or less memory times passes (OWASP counts 47,104 KiB once as good as 19,456 KiB twice).</summary>
    public override bool IsWeakerThan(PasswordOptions options) =>
        cost.Variant != Argon2Variant.Id || cost.Version != 0x13 || salt.Length < SaltBytes || tag.Length < TagBytes
        || cost.MemoryKib < options.MemoryKib || (long)cost.MemoryKib * cost.Iterations < (long)options.MemoryKib * options.Iterations;

    public override bool Matches(ReadOnlySpan<byte> password)
    {
        var computed = new byte[tag.Length];
        Compute(password, computed);
        return CryptographicOperations.FixedTimeEquals(computed, tag);
    }

    public override string ToString() =>
        PhcString.Format("argon2id", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"v={cost.Version}$m={cost.MemoryKib},t={cost.Iterations},p={cost.Parallelism}"), salt, tag);

    /// <summary>Memory, iterations, parallelism, salt and tag in 54 bytes; null for one that Freehold would not make, which does not fit.</summary>
    public byte[]? Packed() =>
        cost is { Variant: Argon2Variant.Id, Version: 0x13, MemoryKib: < 1 << 24, Iterations: <= 255, Parallelism: <= 255 } && salt.Length == SaltBytes && tag.Length == TagBytes
            ? [StoredHash.Packed, (byte)(cost.MemoryKib >> 16), (byte)(cost.MemoryKib >> 8), (byte)cost.MemoryKib, (byte)cost.Iterations, (byte)cost.Parallelism, .. salt, .. tag]
            : null;

    /// <summary>Reads what <see cref="Packed"/> made.</summary>
    public static Argon2Hash Unpack(byte[] packed) =>
        new(new Argon2Cost(packed[1] << 16 | packed[2] << 8 | packed[3], packed[4], packed[5]), packed[6..(6 + SaltBytes)], packed[(6 + SaltBytes)..]);

    private byte[] Tag => tag;

    private void Compute(ReadOnlySpan<byte> password, Span<byte> into) => Argon2.Hash(cost, password, salt, into);
}
