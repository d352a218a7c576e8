using Freehold.Storage;

namespace Freehold;

/// <summary>Orders that the business side hands over; read-only for customers.</summary>
public sealed class Orders(Database database, TimeProvider clock)
{
    /// <summary>Adds orders, or replaces those whose ids are known. Whether the account still exists does not matter: orders outlive it.</summary>
    public async Task PutAsync(IReadOnlyList<Order> orders, CancellationToken ct)
    {
        // One that stands twice is put as it comes last. In one order, so that two who put the same ones do not wait for each other in a circle.
        var latest = orders.Reverse().DistinctBy(order => order.Id).OrderBy(order => order.Id, StringComparer.Ordinal).ToList();
        await database.WriteAsync(
            async session =>
            {
                foreach (var (first, count) in SqlRows.Groups(latest.Count)) await PutAsync(session, latest, first, count, ct);
                return new Done();
            },
            ct);
    }

    /// <summary>The caller's orders, newest first; null when the session is over.</summary>
    /// <param name="id">One order alone; null is all.</param>
    public Task<OrderPage?> ListAsync(Caller caller, string? id, int offset, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAtOnceAsync(
            async session =>
            {
                if (await session.ReadAccountAsync(caller, now, ct) is not { } account) return null;
                var orders = await session.ListAsync(
                    $"""
                    SELECT order_id, customer_id, placed_at, document FROM customer_order
                    WHERE customer_id = {account.Id} AND order_id = COALESCE({id}, order_id)
                    ORDER BY placed_at DESC, order_id DESC LIMIT {limit} OFFSET {offset}
                    """,
                    row => new Order(row.Text(0), row.Customer(1), row.Time(2), row.Text(3)),
                    ct);
                var total = await session.FirstAsync(
                    $"SELECT COUNT(*) FROM customer_order WHERE customer_id = {account.Id} AND order_id = COALESCE({id}, order_id)", row => row.Int(0), ct);
                return new OrderPage(total, orders);
            },
            ct);
    }

    // A shop goes on naming the profile that it knew before it became part of an account.
    private static Task<int> PutAsync(Session session, List<Order> orders, int first, int count, CancellationToken ct)
    {
        var rows = new SqlRows(count, (row, i) => row.Add(orders[first + i].Id).Add(orders[first + i].Customer).Add(orders[first + i].PlacedAt).Add(orders[first + i].Document));
        return session.ExecuteAsync(
            $"""
            INSERT INTO customer_order (order_id, customer_id, placed_at, document)
            SELECT w.column1, COALESCE(i.customer_id, w.column2), w.column3, w.column4 FROM (VALUES {rows}) AS w
            LEFT JOIN identifier i ON i.kind = {(long)IdentifierKind.Previous} AND i.value = CAST(w.column2 AS TEXT) AND i.reserved_until IS NULL WHERE TRUE
            ON CONFLICT (order_id) DO UPDATE SET customer_id = excluded.customer_id, placed_at = excluded.placed_at, document = excluded.document
            """,
            ct);
    }
}
