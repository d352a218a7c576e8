using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Freehold.Storage;

namespace Freehold;

/// <summary>
/// An account as a row of bytes, a quarter of what it takes as an object: the columns that <see cref="Account.ReadWithSession"/> reads,
/// each behind its length.
/// </summary>
internal sealed class AccountImage : Row
{
    /// <summary>Who keeps more, in custom attributes say, is read from the database each time: a few must not fill the memory of all.</summary>
    private const int MostBytes = 2048;

    private readonly byte[] image;
    private int column = -1;
    private int start;
    private int length;

    private AccountImage(byte[] image) => this.image = image;

    /// <summary>The bytes of an account; null where they are too many.</summary>
    public static byte[]? Of(Account account)
    {
        var writer = new Writer(stackalloc byte[MostBytes]);
        account.WriteWithSession(ref writer);
        return writer.Written;
    }

    /// <summary>An account of one's own, made from the bytes.</summary>
    public static Account Read(byte[] image) => Account.ReadWithSession(new AccountImage(image));

    public override bool IsNull(int column) => Find(column) < 0;

    public override string? TextOrNull(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Value(column));

    public override long Long(int column)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        number.Clear();
        Value(column).CopyTo(number);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    public override bool Bool(int column) => Long(column) != 0;

    public override byte[] Bytes(int column) => Value(column).ToArray();

    private ReadOnlySpan<byte> Value(int column)
    {
        Find(column);
        return image.AsSpan(start, length);
    }

    /// <summary>Moves to a column, forwards only, as columns are read; the length of its value, -1 for null.</summary>
    private int Find(int wanted)
    {
        while (column < wanted)
        {
            column++;
            start += Math.Max(length, 0);
            length = image[start++];
            if (length > 0x7F) length = (length & 0x7F) | (image[start++] << 7);
            length--;
        }

        return length;
    }

    /// <summary>Writes values one behind the other, as far as there is room.</summary>
    internal ref struct Writer(Span<byte> room)
    {
        private readonly Span<byte> room = room;
        private int length;
        private bool isFull;

        public readonly byte[]? Written => isFull ? null : room[..length].ToArray();

        public void Add(string? text)
        {
            if (text is null) AddLength(0);
            else if (AddLength(Encoding.UTF8.GetByteCount(text) + 1)) length += Encoding.UTF8.GetBytes(text, room[length..]);
        }

        /// <summary>A number without its leading zeros.</summary>
        public void Add(long number)
        {
            Span<byte> all = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(all, number);
            var some = all[..(sizeof(long) - BitOperations.LeadingZeroCount((ulong)number) / 8)];
            if (!AddLength(some.Length + 1)) return;
            some.CopyTo(room[length..]);
            length += some.Length;
        }

        public void Add(DateTimeOffset? time)
        {
            if (time is { } moment) Add(moment.ToUnixTimeMilliseconds());
            else AddLength(0);
        }

        public void Add(bool value) => Add(value ? 1L : 0L);

        /// <summary>Adds a length and one; whether so much still fits behind it.</summary>
        private bool AddLength(int value)
        {
            isFull |= length + 2 + value > room.Length;
            if (isFull) return false;
            if (value > 0x7F)
            {
                room[length++] = (byte)(value | 0x80);
                value >>= 7;
            }

            room[length++] = (byte)value;
            return true;
        }
    }
}
