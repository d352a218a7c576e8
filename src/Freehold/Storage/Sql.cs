using System.Runtime.CompilerServices;

namespace Freehold.Storage;

/// <summary>
/// An SQL statement as an interpolated string: the literal parts become constant text, every hole becomes a numbered
/// parameter (<c>$1</c>, <c>$2</c>, … which both databases read), so that no value can ever become SQL.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct Sql
{
    private readonly Statement statement;

    /// <summary>
    /// Between an UPDATE and an INSERT … SELECT that is to run only if the first one changed a row: one statement where the
    /// database can say that, two elsewhere. The first ends without RETURNING; the number of rows is the second one's.
    /// </summary>
    public static SqlJoint Then => default;

    /// <summary>Stands where the SELECT of what follows <see cref="Then"/> would have its FROM.</summary>
    public static SqlFragment IfChanged => new("\u0002");

    /// <summary>Called by the compiler: the statement is assembled in the session's own buffers, without garbage.</summary>
    public Sql(int literalLength, int formattedCount, Session session)
    {
        _ = literalLength;
        _ = formattedCount;
        ArgumentNullException.ThrowIfNull(session);
        statement = session.NextStatement();
    }

    /// <summary>Constant text.</summary>
    public void AppendLiteral(string text) => statement.Append(text);

    /// <summary>Constant text that several statements share (a column list); never a value.</summary>
    public void AppendFormatted(SqlFragment fragment) => statement.Append(fragment.Text);

    /// <summary>The place between two statements.</summary>
    public void AppendFormatted(SqlJoint joint) => statement.Then();

    /// <summary>Columns and their values.</summary>
    public void AppendFormatted(SqlAssignments assignments) => assignments.AppendTo(statement);

    /// <summary>What columns must begin with.</summary>
    internal void AppendFormatted(SqlBeginnings beginnings) => beginnings.AppendTo(statement);

    /// <summary>Rows of values.</summary>
    internal void AppendFormatted(SqlRows rows) => rows.AppendTo(statement);

    /// <summary>One more in a list of moments.</summary>
    internal void AppendFormatted(ThrottleStamps stamps) => stamps.AppendTo(statement);

    /// <summary>What changed of an entry of the directory.</summary>
    internal void AppendFormatted(DirectoryChange change) => change.AppendTo(statement);

    /// <summary>A customer's updates, for what follows to read.</summary>
    internal void AppendFormatted(UpdateChain chain) => chain.AppendTo(statement);

    /// <summary>The condition of the identifiers that an account's row shows.</summary>
    internal void AppendFormatted(ShownBy shown) => shown.AppendTo(statement);

    /// <summary>The condition of the session that an account was read with.</summary>
    internal void AppendFormatted(SessionStands stands) => stands.AppendTo(statement);

    /// <summary>A text parameter.</summary>
    public void AppendFormatted(string? value) => statement.Add(SqlValue.Of(value));

    /// <summary>A whole-number parameter.</summary>
    public void AppendFormatted(long value) => statement.Add(SqlValue.Of(value));

    /// <summary>A whole-number parameter that may be null.</summary>
    public void AppendFormatted(long? value) => statement.Add(SqlValue.Of(value));

    /// <summary>A truth parameter.</summary>
    public void AppendFormatted(bool value) => statement.Add(SqlValue.Of(value));

    /// <summary>A bytes parameter.</summary>
    public void AppendFormatted(byte[]? value) => statement.Add(SqlValue.Of(value));

    /// <summary>A customer's number. Always passed as such: what is kept of a customer is dropped when a writing unit of work names them.</summary>
    public void AppendFormatted(CustomerId value) => statement.Add(value);

    /// <summary>A moment; stored as Unix milliseconds.</summary>
    public void AppendFormatted(DateTimeOffset value) => statement.Add(SqlValue.Of(value.ToUnixTimeMilliseconds()));

    /// <summary>A moment that may be absent; stored as Unix milliseconds.</summary>
    public void AppendFormatted(DateTimeOffset? value) => statement.Add(SqlValue.Of(value?.ToUnixTimeMilliseconds()));
}

/// <summary>Trusted constant SQL text, such as a column list; made from literals only.</summary>
public readonly record struct SqlFragment(string Text);

/// <summary>The type of <see cref="Sql.Then"/>.</summary>
public readonly record struct SqlJoint
{
    /// <summary>Stands between the two statements in <see cref="Statement.Text"/>.</summary>
    public const char Mark = '\u0001';
}
