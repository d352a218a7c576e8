using System.Runtime.InteropServices;
using System.Text;

namespace Freehold;

/// <summary>bcrypt and scrypt strings through the system's <c>libcrypt</c> (libxcrypt), in the variant that keeps its state in the caller's memory.</summary>
internal static unsafe class Crypt
{
    // sizeof(struct crypt_data) of libxcrypt, from crypt.h.
    private const int StateBytes = 32768;

    // char *crypt_rn(phrase, setting, data, size)
    private static readonly delegate* unmanaged[Cdecl]<byte*, byte*, void*, int, byte*> Function =
        (delegate* unmanaged[Cdecl]<byte*, byte*, void*, int, byte*>)NativeFunction.Find("crypt_rn", "libcrypt.so.1", "libcrypt.so.2", "libcrypt.so");

    /// <summary>Whether the system has libxcrypt; glibc's own and musl's have no bcrypt.</summary>
    public static bool IsAvailable => Function != null;

    /// <summary>The password's string under the cost and salt of <paramref name="setting"/>, or null when libcrypt refuses either.</summary>
    public static string? Hash(ReadOnlySpan<byte> password, string setting)
    {
        if (!IsAvailable) throw new InvalidOperationException("libcrypt (libxcrypt) is not installed.");
        var phrase = new byte[password.Length + 1];
        password.CopyTo(phrase);
        var state = NativeMemory.AllocZeroed(StateBytes);
        try
        {
            fixed (byte* p = phrase, s = Encoding.ASCII.GetBytes(setting + '\0'))
                return Marshal.PtrToStringAnsi((nint)Function(p, s, state, StateBytes));
        }
        finally
        {
            NativeMemory.Clear(state, StateBytes);
            NativeMemory.Free(state);
            Array.Clear(phrase);
        }
    }
}
