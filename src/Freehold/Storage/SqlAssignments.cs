namespace Freehold.Storage;

/// <summary>Text columns and what they become, for the SET of an UPDATE.</summary>
/// <param name="Columns">Constant names; never a value.</param>
/// <param name="Values">One for each column, in their order.</param>
public readonly record struct SqlAssignments(string[] Columns, string?[] Values)
{
    internal void AppendTo(Statement statement)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (i > 0) statement.Append(", ");
            statement.Append(Columns[i]);
            statement.Append(" = ");
            statement.Add(SqlValue.Of(Values[i]));
        }
    }
}
