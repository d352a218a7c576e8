namespace Freehold;

/// <summary>Argon2 (RFC 9106) as computed by the reference implementation, <c>libargon2</c>.</summary>
internal static unsafe class Argon2
{
    // int argon2_hash(t, m, parallelism, pwd, pwdlen, salt, saltlen, hash, hashlen, encoded, encodedlen, type, version)
    private static readonly delegate* unmanaged[Cdecl]<uint, uint, uint, byte*, nuint, byte*, nuint, byte*, nuint, byte*, nuint, int, uint, int> Function =
        (delegate* unmanaged[Cdecl]<uint, uint, uint, byte*, nuint, byte*, nuint, byte*, nuint, byte*, nuint, int, uint, int>)NativeFunction.Find("argon2_hash", "libargon2.so.1", "libargon2.so", "libargon2.dylib", "argon2");

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable => Function != null;

    /// <summary>Fills <paramref name="tag"/>; throws when the library is absent or out of memory.</summary>
    public static void Hash(Argon2Cost cost, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> tag)
    {
        if (!IsAvailable) throw new InvalidOperationException("libargon2 is not installed.");
        int code;
        fixed (byte* p = password, s = salt, t = tag)
            code = Function((uint)cost.Iterations, (uint)cost.MemoryKib, (uint)cost.Parallelism, p, (nuint)password.Length, s, (nuint)salt.Length, t, (nuint)tag.Length, null, 0, (int)cost.Variant, (uint)cost.Version);
        if (code != 0) throw new InvalidOperationException($"libargon2 answered {code}.");
    }
}

/// <summary>Which Argon2, numbered as the library numbers them.</summary>
internal enum Argon2Variant { D = 0, I = 1, Id = 2 }

/// <param name="MemoryKib">Memory in KiB.</param>
/// <param name="Iterations">Passes over the memory.</param>
/// <param name="Parallelism">Lanes.</param>
/// <param name="Variant">Argon2id for everything new.</param>
/// <param name="Version">0x13 for everything new; 0x10 in old strings.</param>
internal sealed record Argon2Cost(int MemoryKib, int Iterations, int Parallelism, Argon2Variant Variant = Argon2Variant.Id, int Version = 0x13);
