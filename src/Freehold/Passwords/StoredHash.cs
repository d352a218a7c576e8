using System.Text;

namespace Freehold;

/// <summary>A password string as it is stored: half as long where it is one that Freehold makes, else its own UTF-8.</summary>
internal static class StoredHash
{
    /// <summary>Begins a packed one; no text begins so.</summary>
    public const byte Packed = 1;

    /// <summary>What is stored of a password string from now on.</summary>
    public static byte[] Of(string text) => PhcString.Parse(text) is { } phc && Argon2Hash.Parse(phc) is { } argon && argon.ToString() == text ? argon.Packed() ?? Plain(text) : Plain(text);

    /// <summary>What was stored of it before hashes were packed.</summary>
    public static byte[] Plain(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The password string that was stored.</summary>
    public static string Text(byte[] stored) => stored is [Packed, ..] ? Argon2Hash.Unpack(stored).ToString() : Encoding.UTF8.GetString(stored);
}
