using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Begins a statement that reads <c>own (update_id, customer_id, previous)</c>: a customer's updates, newest first, found one by
/// another from the account's row; where the time of the older ones is over, nothing follows.
/// </summary>
/// <param name="Customer">The customer, whose account still stands.</param>
/// <param name="Since">Nothing is looked for behind the first update below this number.</param>
internal readonly record struct UpdateChain(CustomerId Customer, long Since)
{
    internal void AppendTo(Statement statement)
    {
        statement.Append(
            """
            WITH RECURSIVE own (update_id, customer_id, previous) AS (
                SELECT u.update_id, u.customer_id, u.previous FROM account a JOIN profile_update u ON u.update_id = a.last_update AND u.customer_id = a.customer_id
                WHERE a.customer_id =
            """);
        statement.Add(Customer);
        statement.Append(
            """

                UNION ALL
                SELECT u.update_id, u.customer_id, u.previous FROM own o JOIN profile_update u ON u.update_id = o.previous AND u.customer_id = o.customer_id
                WHERE o.update_id >=
            """);
        statement.Add(SqlValue.Of(Since));
        statement.Append(")");
    }
}
