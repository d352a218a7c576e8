using System.Text;
using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>A prepared statement; at the same time the row that it stands on.</summary>
internal sealed unsafe class SqliteStatement : Row, IDisposable
{
    private readonly nint database;
    private readonly nint statement;

    public SqliteStatement(nint database, ReadOnlySpan<char> text)
    {
        this.database = database;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes)
            if (Native.Prepare(database, start, length, Native.PreparePersistent, out statement, 0) != Native.Ok) throw new SqliteFailure(database);
    }

    public void Bind(ReadOnlySpan<SqlValue> values)
    {
        // $1 is a name to SQLite, numbered by first appearance: holes appear in their order, so the numbers agree.
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value.IsNull) Native.BindNull(statement, i + 1);
            else if (value.Type == SqlType.Text) BindText(i + 1, (string)value.Reference!);
            else if (value.Type == SqlType.Bytes) BindBytes(i + 1, (byte[])value.Reference!);
            else Native.BindInteger(statement, i + 1, value.Number);
        }
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step() => Native.Step(statement) switch
    {
        Native.Row => true,
        Native.Done => false,
        _ => throw new SqliteFailure(database),
    };

    /// <summary>Makes the statement ready for the next use and lets go of its locks.</summary>
    public void Reset() => Native.Reset(statement);

    public void Dispose() => Native.Finish(statement);

    public override string? TextOrNull(int column)
    {
        var start = Native.ColumnBytes(statement, column);
        if (start is not null) return Encoding.UTF8.GetString(start, Native.ColumnLength(statement, column));
        return IsNull(column) ? null : "";
    }

    public override bool IsNull(int column) => Native.ColumnType(statement, column) == Native.TypeNull;

    public override long Long(int column) => Native.ColumnInteger(statement, column);

    public override bool Bool(int column) => Native.ColumnInteger(statement, column) != 0;

    public override byte[] Bytes(int column) => new ReadOnlySpan<byte>(Native.ColumnBytes(statement, column), Native.ColumnLength(statement, column)).ToArray();

    private void BindText(int index, string text)
    {
        Span<byte> small = stackalloc byte[512];
        var bytes = text.Length <= small.Length / 3 ? small : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes) Native.BindText(statement, index, start, length, Native.Transient);
    }

    private void BindBytes(int index, byte[] value)
    {
        // An empty array has no address, and without one SQLite would bind null.
        fixed (byte* start = value.Length == 0 ? new byte[1] : value) Native.BindBytes(statement, index, start, value.Length, Native.Transient);
    }
}
