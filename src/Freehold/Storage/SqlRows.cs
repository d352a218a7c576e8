namespace Freehold.Storage;

/// <summary>Rows of values, for the VALUES of one statement. Statement text must be constant: take the sizes of <see cref="Groups"/> alone.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Write">Writes the values of a row by its number.</param>
internal readonly record struct SqlRows(int Count, Action<SqlRow, int> Write)
{
    private static readonly int[] Sizes = [32, 8, 1];

    /// <summary>Cuts so many rows into groups of few sizes, so that few statements are prepared: where each begins, and its size.</summary>
    public static IEnumerable<(int First, int Count)> Groups(int all)
    {
        var first = 0;
        foreach (var size in Sizes)
            for (; all - first >= size; first += size) yield return (first, size);
    }

    internal void AppendTo(Statement statement)
    {
        for (var i = 0; i < Count; i++)
        {
            statement.Append(i == 0 ? "(" : ", (");
            Write(new SqlRow(statement), i);
            statement.Append(")");
        }
    }
}

/// <summary>One row that is being written; every value is a parameter.</summary>
internal sealed class SqlRow(Statement statement)
{
    private bool begun;

    public SqlRow Add(string? value) => Add(SqlValue.Of(value));

    public SqlRow Add(long? value) => Add(SqlValue.Of(value));

    public SqlRow Add(bool value) => Add(SqlValue.Of(value));

    public SqlRow Add(byte[] value) => Add(SqlValue.Of(value));

    public SqlRow Add(DateTimeOffset value) => Add(SqlValue.Of(value.ToUnixTimeMilliseconds()));

    public SqlRow Add(CustomerId value)
    {
        Separate();
        statement.Add(value);
        return this;
    }

    private SqlRow Add(SqlValue value)
    {
        Separate();
        statement.Add(value);
        return this;
    }

    private void Separate()
    {
        if (begun) statement.Append(", ");
        begun = true;
    }
}
