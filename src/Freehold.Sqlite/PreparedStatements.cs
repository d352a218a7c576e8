using Freehold.Storage;

namespace Freehold.Sqlite;

/// <summary>The statements of one connection, found by their texts.</summary>
internal sealed class PreparedStatements(nint database) : IDisposable
{
    /// <summary>
    /// The texts before a <see cref="Sql.Then"/> differ by the columns that customers change. With one more all are dropped, so that
    /// nobody fills the memory with them; those in use are soon back.
    /// </summary>
    private const int MostPairs = 500;

    private readonly Dictionary<string, SqliteStatement> whole = [];
    private readonly Dictionary<string, (SqliteStatement First, SqliteStatement Second)> pairs = [];

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
    public (SqliteStatement First, SqliteStatement Second) PairOf(ReadOnlySpan<char> text)
    {
        if (!pairs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var pair))
        {
            var then = text.IndexOf(SqlJoint.Mark);
            var second = Of(text[(then + 1)..].ToString().Replace(Sql.IfChanged.Text, "WHERE TRUE", StringComparison.Ordinal));
            if (pairs.Count == MostPairs) DropPairs();
            pair = (new SqliteStatement(database, text[..then]), second);
            pairs.Add(text.ToString(), pair);
        }

        return pair;
    }

    public void Dispose()
    {
        DropPairs();
        foreach (var statement in whole.Values) statement.Dispose();
        whole.Clear();
    }

    // What follows is the same for many.
    private void DropPairs()
    {
        foreach (var (first, _) in pairs.Values) first.Dispose();
        pairs.Clear();
    }
}
