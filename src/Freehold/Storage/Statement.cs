using System.Data;

namespace Freehold.Storage;

/// <summary>The buffers in which a session assembles one statement at a time.</summary>
internal sealed class Statement
{
    private char[] text = new char[1024];
    private int length;

    public int Count { get; private set; }

    public DbType[] Types { get; private set; } = new DbType[64];

    public object?[] Values { get; private set; } = new object?[64];

    public ReadOnlySpan<char> Text => text.AsSpan(0, length);

    public void Clear()
    {
        length = 0;
        Count = 0;
    }

    public void Reserve(int more)
    {
        if (length + more > text.Length) Array.Resize(ref text, Math.Max(length + more, text.Length * 2));
    }

    public void Append(string part)
    {
        Reserve(part.Length);
        part.CopyTo(text.AsSpan(length));
        length += part.Length;
    }

    public void Add(DbType type, object? value)
    {
        if (Count == Values.Length)
        {
            Types = [.. Types, .. new DbType[Count]];
            Values = [.. Values, .. new object?[Count]];
        }

        Types[Count] = type;
        Values[Count] = value ?? DBNull.Value;
        Count++;

        Reserve(4);
        text[length++] = '$';
        Count.TryFormat(text.AsSpan(length), out var digits, provider: System.Globalization.CultureInfo.InvariantCulture);
        length += digits;
    }
}
