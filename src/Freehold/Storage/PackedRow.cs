using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Freehold.Storage;

/// <summary>Rows that are kept in memory as bytes, each value behind its length. Read forwards only, as columns are.</summary>
internal sealed class PackedRow(byte[] bytes) : Row
{
    private int begin;
    private int column = -1;
    private int start;
    private int length;

    /// <summary>Makes the processor fetch the bytes from memory now, all lines of its cache at once instead of one after the other as they are read.</summary>
    public static unsafe void Fetch(byte[] bytes)
    {
        const int line = 64;
        if (!Sse.IsSupported) return;
        ref var first = ref MemoryMarshal.GetArrayDataReference(bytes);
        for (var offset = 0; offset < bytes.Length; offset += line) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, offset)));

        // An array need not begin where a line does: its end may stand in one line more.
        Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, bytes.Length)));
    }

    /// <summary>Whether there is something behind what was read.</summary>
    public bool HasMore => End < bytes.Length;

    /// <summary>What is behind what was read.</summary>
    public ReadOnlySpan<byte> Rest => bytes.AsSpan(End);

    private int End => start + Math.Max(length, 0);

    /// <summary>What follows is a row of its own, whose columns count from 0.</summary>
    /// <param name="columns">How many columns the row before it has.</param>
    public void Next(int columns)
    {
        Find(columns - 1);
        begin = column + 1;
    }

    public override bool IsNull(int column) => Find(column) < 0;

    public override string? TextOrNull(int column) => Find(column) < 0 ? null : Encoding.UTF8.GetString(bytes.AsSpan(start, length));

    public override long Long(int column)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        number.Clear();
        Value(column).CopyTo(number);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    public override bool Bool(int column) => Long(column) != 0;

    public override byte[] Bytes(int column) => Value(column).ToArray();

    /// <summary>Whether a column holds this text, which is ASCII; false for any other.</summary>
    public bool Holds(int column, string text) => Ascii.Equals(Value(column), text);

    private ReadOnlySpan<byte> Value(int column)
    {
        Find(column);
        return bytes.AsSpan(start, length);
    }

    /// <summary>Moves to a column, forwards only; the length of its value, -1 for null.</summary>
    private int Find(int wanted)
    {
        while (column < begin + wanted)
        {
            column++;
            start += Math.Max(length, 0);
            length = bytes[start++];
            if (length > 0x7F) length = (length & 0x7F) | (bytes[start++] << 7);
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

        public void Add(long? number)
        {
            if (number is { } some) Add(some);
            else AddLength(0);
        }

        public void Add(DateTimeOffset? time) => Add(time?.ToUnixTimeMilliseconds());

        public void Add(bool value) => Add(value ? 1L : 0L);

        /// <summary>Rows that were written before.</summary>
        public void Add(ReadOnlySpan<byte> rows)
        {
            isFull |= length + rows.Length > room.Length;
            if (isFull) return;
            rows.CopyTo(room[length..]);
            length += rows.Length;
        }

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
