namespace Freehold.Storage;

/// <summary>Text columns and what they become, for the end of the SET of an UPDATE.</summary>
/// <param name="columns">Constant names, 64 at most; never a value.</param>
/// <param name="values">One for each column, in their order.</param>
/// <param name="named">A bit for each column that is named, the lowest for the first.</param>
public readonly ref struct SqlAssignments(string[] columns, ReadOnlySpan<string?> values, ulong named)
{
    private readonly ReadOnlySpan<string?> values = values;

    internal void AppendTo(Statement statement)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if ((named & (1UL << i)) == 0) continue;
            statement.Append(", ");
            statement.Append(columns[i]);
            statement.Append(" = ");
            statement.Add(SqlValue.Of(values[i]));
        }
    }
}
