using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>Keeps what the database must not tell: codes and throttle names as keyed hashes, waiting messages encrypted.</summary>
public sealed class Secrets
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    [ThreadStatic]
    private static Keyed? keyed;

    private readonly byte[] hashing;
    private readonly byte[] encryption;

    /// <summary>Derives one key per use from the master key (RFC 5869).</summary>
    public Secrets(KeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        hashing = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Master, 32, info: "freehold keyed hashes"u8.ToArray());
        encryption = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Master, 32, info: "freehold waiting messages"u8.ToArray());
    }

    /// <summary>HMAC-SHA-256 over parts, each preceded by its length, so that no two lists of parts collide.</summary>
    public byte[] Hash(params ReadOnlySpan<string> parts)
    {
        var most = 0;
        foreach (var part in parts) most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        Span<byte> buffer = most <= 1024 ? stackalloc byte[most] : new byte[most];
        var end = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, buffer[(end + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(buffer[end..], length);
            end += sizeof(int) + length;
        }

        var mine = Mine().Hmac;
        mine.AppendData(buffer[..end]);
        return mine.GetHashAndReset();
    }

    /// <summary>Encrypts with AES-256-GCM: nonce, tag, cipher text.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> clear)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + clear.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        Randomness.Draw(nonce);
        Mine().Aes.Encrypt(nonce, clear, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return sealedBytes;
    }

    /// <summary>The clear bytes of <see cref="Encrypt"/>.</summary>
    /// <exception cref="AuthenticationTagMismatchException">Another key, or altered bytes.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes)
    {
        var clear = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        Mine().Aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[(NonceBytes + TagBytes)..], sealedBytes.Slice(NonceBytes, TagBytes), clear);
        return clear;
    }

    private Keyed Mine()
    {
        if (keyed is { } kept && kept.Of == this) return kept;
        var made = new Keyed(this, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, hashing), new AesGcm(encryption, TagBytes));
        keyed?.Hmac.Dispose();
        keyed?.Aes.Dispose();
        return keyed = made;
    }

    /// <summary>What a thread keeps for its next hash and message: making one costs as much as using it, and none serves two threads at once.</summary>
    private sealed record Keyed(Secrets Of, IncrementalHash Hmac, AesGcm Aes);
}
