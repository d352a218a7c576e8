namespace Freehold;

/// <summary>scrypt (RFC 7914) through OpenSSL, which .NET on Linux needs anyway.</summary>
internal static unsafe class Scrypt
{
    // int EVP_PBE_scrypt(pass, passlen, salt, saltlen, N, r, p, maxmem, key, keylen)
    private static readonly delegate* unmanaged[Cdecl]<byte*, nuint, byte*, nuint, ulong, ulong, ulong, ulong, byte*, nuint, int> Function =
        (delegate* unmanaged[Cdecl]<byte*, nuint, byte*, nuint, ulong, ulong, ulong, ulong, byte*, nuint, int>)NativeFunction.Find("EVP_PBE_scrypt", "libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so");

    /// <summary>Whether OpenSSL was found.</summary>
    public static bool IsAvailable => Function != null;

    /// <summary>Fills <paramref name="tag"/> with <c>2^logN</c> rounds of block size <paramref name="r"/> in <paramref name="p"/> lanes.</summary>
    public static void Hash(int logN, int r, int p, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> tag)
    {
        if (!IsAvailable) throw new InvalidOperationException("OpenSSL is not installed.");
        const ulong memory = 1UL << 30;
        int done;
        fixed (byte* word = password, grain = salt, key = tag)
            done = Function(word, (nuint)password.Length, grain, (nuint)salt.Length, 1UL << logN, (ulong)r, (ulong)p, memory, key, (nuint)tag.Length);
        if (done != 1) throw new InvalidOperationException("OpenSSL refused the scrypt parameters.");
    }
}
