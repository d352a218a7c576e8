namespace Freehold.Storage;

/// <summary>The types that parameters have in both databases.</summary>
public enum SqlType
{
    /// <summary>TEXT.</summary>
    Text,
    /// <summary>BIGINT and the shorter whole numbers.</summary>
    Integer,
    /// <summary>BOOLEAN.</summary>
    Boolean,
    /// <summary>BYTEA.</summary>
    Bytes,
}

/// <summary>One parameter: its type, and its value unless it is null.</summary>
/// <param name="Type">The type, also of a null.</param>
/// <param name="IsNull">Whether it is null.</param>
/// <param name="Number">An integer, or 1 and 0 for truth.</param>
/// <param name="Reference">A text or bytes.</param>
public readonly record struct SqlValue(SqlType Type, bool IsNull, long Number, object? Reference)
{
    internal static SqlValue Of(string? text) => new(SqlType.Text, text is null, 0, text);

    internal static SqlValue Of(long? number) => new(SqlType.Integer, number is null, number ?? 0, null);

    internal static SqlValue Of(bool truth) => new(SqlType.Boolean, false, truth ? 1 : 0, null);

    internal static SqlValue Of(byte[]? bytes) => new(SqlType.Bytes, bytes is null, 0, bytes);
}
