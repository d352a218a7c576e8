namespace Freehold.Storage;

/// <summary>Columns of bytes and what they must begin with, for the end of a WHERE. There are few combinations, so that statement text is as good as constant.</summary>
/// <param name="All">Constant names, never a value, and the beginnings.</param>
internal readonly record struct SqlBeginnings(IReadOnlyList<(SqlFragment Column, byte[] Beginning)> All)
{
    internal void AppendTo(Statement statement)
    {
        foreach (var (column, beginning) in All)
        {
            statement.Append(" AND substr(");
            statement.Append(column.Text);
            statement.Append(", 1, CAST(");
            statement.Add(SqlValue.Of(beginning.Length));
            statement.Append(" AS INTEGER)) = ");
            statement.Add(SqlValue.Of(beginning));
        }
    }
}
