using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>The statements of one connection, each prepared once and found by its text.</summary>
internal sealed class PreparedStatements(nint database) : IDisposable
{
    /// <summary>The texts of halves differ by the columns that customers change: of more than these none is kept, so that nobody fills the memory with them.</summary>
    private const int MostHalves = 500;

    private readonly Dictionary<string, SqliteStatement> whole = [];
    private readonly Dictionary<string, (SqliteStatement First, SqliteStatement Second)> halves = [];

    /// <summary>The statement of a text.</summary>
    public SqliteStatement Of(ReadOnlySpan<char> text)
    {
        if (!whole.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var statement))
        {
            statement = new SqliteStatement(database, text);
            whole.Add(text.ToString(), statement);
        }

        return statement;
    }

    /// <summary>The two statements of a text with <see cref="Sql.Then"/>: none of SQLite's holds an UPDATE and an INSERT.</summary>
    public (SqliteStatement First, SqliteStatement Second) HalvesOf(ReadOnlySpan<char> text)
    {
        if (!halves.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var pair))
        {
            var parts = text.ToString().Replace(Sql.IfChanged.Text, "WHERE TRUE", StringComparison.Ordinal).Split(SqlJoint.Mark);
            if (halves.Count == MostHalves) DropHalves();
            pair = (new SqliteStatement(database, parts[0]), new SqliteStatement(database, parts[1]));
            halves.Add(text.ToString(), pair);
        }

        return pair;
    }

    public void Dispose()
    {
        foreach (var statement in whole.Values) statement.Dispose();
        whole.Clear();
        DropHalves();
    }

    private void DropHalves()
    {
        foreach (var (first, second) in halves.Values)
        {
            first.Dispose();
            second.Dispose();
        }

        halves.Clear();
    }
}
