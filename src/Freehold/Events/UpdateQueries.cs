using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of profiles' updates, which are events of one name in a table of their own (see <see cref="UpdateChain"/>).</summary>
internal static class UpdateQueries
{
    /// <summary>Records the newest update of an account that is saved in the same unit of work.</summary>
    public static Task InsertUpdateAsync(this Session session, Account account, CancellationToken ct) =>
        session.ExecuteAsync($"INSERT INTO profile_update (update_id, customer_id, previous) VALUES ({account.LastUpdate}, {account.Id}, {account.UpdateBefore})", ct);

    /// <summary>A customer's updates of a time as events, newest first: each step of the chain yields one row, in that order on both databases. To ask for the order would read the chain to its end.</summary>
    public static Task<List<RecordedEvent>> ListUpdatesAsync(this Session session, CustomerId customer, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct)
    {
        var (first, end) = Numbers(from, to);
        return session.ListAsync(
            $"{new UpdateChain(customer, first)} SELECT update_id FROM own WHERE update_id >= {first} AND update_id < {end} LIMIT {(long)limit}",
            Read,
            ct);
    }

    /// <summary>Everybody's updates of a time as events, newest first.</summary>
    public static Task<List<SharedEvent>> ListAllUpdatesAsync(this Session session, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct)
    {
        var (first, end) = Numbers(from, to);
        return session.ListAsync(
            $"""
            SELECT u.update_id, u.customer_id, {EventQueries.Owner} FROM profile_update u {EventQueries.OwnerOf} u.customer_id
            WHERE u.update_id >= {first} AND u.update_id < {end} ORDER BY u.update_id DESC, u.customer_id DESC LIMIT {(long)limit}
            """,
            row => new SharedEvent(Read(row), row.Customer(1), EventQueries.ReadOwner(row, 2)),
            ct);
    }

    /// <summary>Makes one customer's updates events of another, under the moments that they had.</summary>
    public static Task MoveUpdatesAsync(this Session session, CustomerId from, CustomerId to, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            {new UpdateChain(from, 0)}
            INSERT INTO event (customer_id, event_id, at, action, label) SELECT {to}, update_id, {UpdateNumber.InMilliseconds}, {EventAction.Updated}, {EventAction.Updated} FROM own WHERE TRUE
            ON CONFLICT (customer_id, event_id) DO NOTHING
            """,
            ct);

    /// <summary>Puts a customer's updates under a number that is nobody's, while the account still stands.</summary>
    public static Task AnonymiseUpdatesAsync(this Session session, CustomerId customer, long pseudonym, CancellationToken ct) =>
        session.ExecuteAsync($"{new UpdateChain(customer, 0)} UPDATE profile_update SET customer_id = {pseudonym} WHERE (update_id, customer_id) IN (SELECT update_id, customer_id FROM own)", ct);

    /// <summary>Forgets a customer's updates, while the account still stands.</summary>
    public static Task ForgetUpdatesAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ExecuteAsync($"{new UpdateChain(customer, 0)} DELETE FROM profile_update WHERE (update_id, customer_id) IN (SELECT update_id, customer_id FROM own)", ct);

    /// <summary>Forgets some updates that are older than a moment; how many.</summary>
    public static Task<int> ForgetUpdatesAsync(this Session session, DateTimeOffset before, long most, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            DELETE FROM profile_update WHERE (update_id, customer_id) IN (
                SELECT update_id, customer_id FROM profile_update WHERE update_id < {UpdateNumber.First(before)} ORDER BY update_id LIMIT {most})
            """,
            ct);

    private static (long First, long End) Numbers(DateTimeOffset from, DateTimeOffset to) => (UpdateNumber.First(from), UpdateNumber.End(to));

    private static RecordedEvent Read(Row row) => new(row.Long(0), UpdateNumber.Moment(row.Long(0)), EventAction.Updated, EventAction.Updated, null);
}
