using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>
/// What tokens say whose signature was verified. A token is known by the end of its signature, which only its holder can show,
/// and by a fast hash of all of it, so that a token with a changed letter is another one. The hash need not be one of cryptography:
/// whoever finds two texts of one hash still needs the signature, and whoever has that has the token.
/// </summary>
internal sealed class VerifiedTokens
{
    /// <summary>In characters: ours have about 450; a visitor may have chosen a long uuid, and with many such tokens must not fill the memory.</summary>
    public const int MostRemembered = 640;

    private const int MostCharacters = 2048;

    private readonly Places<Entry> entries = new(entry => entry.Says.ExpiresAt.UtcTicks);

    /// <summary>Nobody can choose tokens that crowd each other out.</summary>
    private readonly long seed = MemoryMarshal.Read<long>(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>What a token is known by; false for what is no token (tokens are ASCII).</summary>
    public bool TryName(ReadOnlySpan<char> text, out Name name)
    {
        Span<byte> bytes = stackalloc byte[MostCharacters];
        if (Ascii.FromUtf16(text, bytes, out var length) != OperationStatus.Done || length < SignatureEnd.Size)
        {
            name = default;
            return false;
        }

        name = new Name(XxHash128.HashToUInt128(bytes[..length], seed), MemoryMarshal.Read<SignatureEnd>(bytes[(length - SignatureEnd.Size)..length]));
        return true;
    }

    /// <summary>What a token says; null where it was not verified yet, or is forgotten.</summary>
    public AccessToken? Find(in Name name) => entries.Find(name.Place) is { } entry && entry.Name == name ? entry.Says : null;

    /// <summary>A token was verified; its neighbours that have expired leave, so that no sweep is needed.</summary>
    public void Add(in Name name, AccessToken says, DateTimeOffset now)
    {
        foreach (var neighbour in entries.Group(name.Place))
            if (neighbour.Entry is { } entry && entry.Says.ExpiresAt <= now) neighbour.Replace(entry, null, 0);

        var place = entries.Of(name.Place);
        place.Replace(place.Entry, new Entry(name, says), name.Place);
    }

    /// <summary>What a token is known by.</summary>
    internal readonly record struct Name(UInt128 Hash, SignatureEnd End)
    {
        public ulong Place => (ulong)Hash;
    }

    /// <summary>The last 32 characters, which are all of the signature: 188 bits of it.</summary>
    internal readonly record struct SignatureEnd(ulong A, ulong B, ulong C, ulong D)
    {
        public const int Size = 32;
    }

    private sealed record Entry(Name Name, AccessToken Says);
}
