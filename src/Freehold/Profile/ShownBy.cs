using Freehold.Storage;

namespace Freehold;

/// <summary>A condition on <c>identifier</c>: what shows in an account's row and is the account's, which are logins, custom id, uuid, proved phone and contact.</summary>
/// <param name="Account">The account as it is stored.</param>
internal readonly record struct ShownBy(Account Account)
{
    internal void AppendTo(Statement statement)
    {
        statement.Append("kind IN (1, 2, 3, 4, 5) AND value IN (");
        statement.Add(SqlValue.Of(Account.FoldedEmail));
        statement.Append(", ");
        statement.Add(SqlValue.Of(Account.FoldedCode));
        statement.Append(", ");
        statement.Add(SqlValue.Of(Account.CustomId));
        statement.Append(", ");
        statement.Add(SqlValue.Of(Account.Uuid));
        statement.Append(", ");
        statement.Add(SqlValue.Of(Account.PhoneDigits));
        statement.Append(") AND customer_id = ");
        statement.Add(Account.Id);
    }
}
