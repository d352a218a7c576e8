using Freehold.Storage;

namespace Freehold;

/// <summary>
/// The end of a condition on <c>account</c>: the session that the account was read with is still good. Where nothing was written
/// about the customer since, only time can have ended it, and the database is not asked.
/// </summary>
/// <param name="Caller">Whose session it is.</param>
/// <param name="Account">As it was read with that session.</param>
/// <param name="Now">When it must be good.</param>
/// <param name="IsUntouched">What <see cref="Session.NothingWritten"/> says.</param>
/// <param name="Session">Says how rows are held: first the account's, as everywhere, or two could wait for each other.</param>
internal readonly record struct SessionStands(Caller Caller, Account Account, DateTimeOffset Now, bool IsUntouched, Session Session)
{
    internal void AppendTo(Statement statement)
    {
        if (IsUntouched && Account.SessionExpiresAt > Now) return;

        statement.Append(" AND epoch = ");
        statement.Add(SqlValue.Of(Account.Epoch));
        statement.Append(" AND standing = 1 AND EXISTS (SELECT 1 FROM session s JOIN account a ON a.customer_id = s.customer_id WHERE s.customer_id = ");
        statement.Add(Account.Id);
        statement.Append(" AND s.session_id = ");
        statement.Add(SqlValue.Of(Caller.Session));
        statement.Append(" AND s.epoch = ");
        statement.Add(SqlValue.Of(Account.Epoch));
        statement.Append(" AND s.expires_at > ");
        statement.Add(SqlValue.Of(Now.ToUnixTimeMilliseconds()));
        statement.Append(Session.Locked.Text);
        statement.Append(Session.SessionHeld.Text);
        statement.Append(")");
    }
}
