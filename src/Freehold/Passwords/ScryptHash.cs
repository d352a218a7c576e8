using System.Security.Cryptography;

namespace Freehold;

/// <summary><c>$scrypt$ln=16,r=8,p=1$salt$tag</c>, as passlib writes it; only read.</summary>
internal sealed class ScryptHash(int logN, int r, int p, byte[] salt, byte[] tag) : PasswordHash
{
    public override bool CanVerify => Scrypt.IsAvailable;

    /// <summary>At most 256 MiB, which is 128 · r · 2^ln bytes.</summary>
    public static ScryptHash? Parse(PhcString phc) =>
        phc.Id == "scrypt" && IsSane(phc["ln"], phc["r"], phc["p"]) ? new ScryptHash(phc["ln"], phc["r"], phc["p"], phc.Salt, phc.Tag) : null;

    public static bool IsSane(int logN, int r, int p) =>
        logN is >= 1 and <= 20 && r is >= 1 and <= 64 && p is >= 1 and <= 16 && 128L * r << logN <= 256 << 20;

    public override bool Matches(ReadOnlySpan<byte> password)
    {
        var computed = new byte[tag.Length];
        Scrypt.Hash(logN, r, p, password, salt, computed);
        return CryptographicOperations.FixedTimeEquals(computed, tag);
    }
}
