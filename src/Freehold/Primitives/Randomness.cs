using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Freehold;

/// <summary>Everything that nobody may guess, from the system's generator.</summary>
public static class Randomness
{
    private const int BitsWithinSecond = 22;

    /// <summary>Sixteen numbers and more for one call of the system's generator, which costs as much for few bytes as for so many.</summary>
    private const int BytesAhead = 256;

    private static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [ThreadStatic]
    private static byte[]? ahead;

    [ThreadStatic]
    private static int left;

    /// <summary>256 bits in base64url (43 characters), for links and bearer secrets.</summary>
    public static string Token() => Base64(32);

    /// <summary>128 bits in base64url (22 characters).</summary>
    public static string SessionId() => Base64(16);

    /// <summary>A confirmation code, 000000 to 999999, all equally likely.</summary>
    public static string SixDigits() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>
    /// A version 7 identifier of RFC 9562 in its usual 36 characters: 74 random bits behind the Unix milliseconds, so that what is made
    /// together stands together where identifiers are looked up.
    /// </summary>
    public static string Uuid(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, now.ToUnixTimeMilliseconds() << 16);
        Draw(bytes[6..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>
    /// A new customer's id; insert again with another one in the rare case that it is taken. Of the 22 bits within a second the first
    /// eight follow the time: each table has a customer's rows in the order of ids, and the customers of one commit then share
    /// their pages instead of having one each. One in 256 is drawn from the whole second, so that ids do not run out while a clock stands still.
    /// </summary>
    public static CustomerId CustomerId(DateTimeOffset now)
    {
        var drawn = Bits(BitsWithinSecond + 8);
        var anywhere = drawn & ((1 << BitsWithinSecond) - 1);
        var isStray = drawn >> BitsWithinSecond == 0;
        return new(Within(now, isStray ? anywhere : ((now.Millisecond / 4) << 14) | (anywhere & 0x3FFF)));
    }

    /// <summary>The second in which an id was drawn, to compare with that of another.</summary>
    public static long SecondOf(CustomerId id) => id.Value >> BitsWithinSecond;

    /// <summary>53 bits: 31 of seconds since 2025 (they last until 2093), 22 random.</summary>
    public static long RowId(DateTimeOffset now) => Within(now, Bits(BitsWithinSecond));

    // A machine without a clock (1970) still gets valid ids.
    private static long Within(DateTimeOffset second, int number) => (Math.Clamp((long)(second - Epoch).TotalSeconds, 1, int.MaxValue) << BitsWithinSecond) | (uint)number;

    private static int Bits(int count)
    {
        Span<byte> drawn = stackalloc byte[sizeof(uint)];
        Draw(drawn);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(drawn) >> (32 - count));
    }

    /// <summary>Bytes that the thread has drawn ahead: for numbers, uuids and nonces, which others may see, and nothing that is a secret.</summary>
    internal static void Draw(Span<byte> into)
    {
        ahead ??= new byte[BytesAhead];
        if (left < into.Length)
        {
            RandomNumberGenerator.Fill(ahead);
            left = BytesAhead;
        }

        ahead.AsSpan(BytesAhead - left, into.Length).CopyTo(into);
        left -= into.Length;
    }

    private static string Base64(int bytes)
    {
        Span<byte> random = stackalloc byte[bytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
