using System.Data.Common;

namespace Freehold.Storage;

/// <summary>One row of an answer, read by column position.</summary>
public readonly struct Row(DbDataReader reader)
{
    /// <summary>A text that is never null.</summary>
    public string Text(int column) => reader.GetString(column);

    /// <summary>A text, or null.</summary>
    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A whole number.</summary>
    public long Long(int column) => reader.GetInt64(column);

    /// <summary>A whole number, or null.</summary>
    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>A whole number of 32 bits.</summary>
    public int Int(int column) => (int)reader.GetInt64(column);

    /// <summary>A truth value.</summary>
    public bool Bool(int column) => reader.GetBoolean(column);

    /// <summary>Bytes that are never null.</summary>
    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    /// <summary>A moment, kept as Unix milliseconds.</summary>
    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>A moment, or null.</summary>
    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);

    /// <summary>A customer's number.</summary>
    public CustomerId Customer(int column) => new(reader.GetInt64(column));
}
