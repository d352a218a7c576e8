namespace Freehold.Storage;

/// <summary>The current row of an answer, read by column position; good only while the reading function runs.</summary>
public abstract class Row
{
    /// <summary>A text, or null.</summary>
    public abstract string? TextOrNull(int column);

    /// <summary>Whether there is no value.</summary>
    public abstract bool IsNull(int column);

    /// <summary>A whole number that is never null.</summary>
    public abstract long Long(int column);

    /// <summary>A truth value.</summary>
    public abstract bool Bool(int column);

    /// <summary>Bytes that are never null.</summary>
    public abstract byte[] Bytes(int column);

    /// <summary>A text that is never null.</summary>
    public string Text(int column) => TextOrNull(column) ?? throw new InvalidOperationException($"Column {column} is null.");

    /// <summary>A whole number, or null.</summary>
    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>A whole number of 32 bits.</summary>
    public int Int(int column) => (int)Long(column);

    /// <summary>Bytes, or null.</summary>
    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    /// <summary>A moment, kept as Unix milliseconds.</summary>
    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    /// <summary>A moment, or null.</summary>
    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>A customer's number.</summary>
    public CustomerId Customer(int column) => new(Long(column));
}
