using Freehold.Storage;

namespace Freehold;

/// <summary>Orders that the business side hands over; read-only for customers.</summary>
public sealed class Orders(Database database, TimeProvider clock)
{
    /// <summary>Adds orders, or replaces those whose ids are known. Whether the account still exists does not matter: orders outlive it.</summary>
    public Task PutAsync(IReadOnlyList<Order> orders, CancellationToken ct) => database.PutEachAsync(orders, (session, order) => PutAsync(session, order, ct), ct);

    /// <summary>The caller's orders, newest first; null when the session is over.</summary>
    /// <param name="id">One order alone; null is all.</param>
    public Task<OrderPage?> ListAsync(Caller caller, string? id, int offset, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(
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
    private static async Task PutAsync(Session session, Order order, CancellationToken ct)
    {
        var customer = await session.FindCurrentAsync(order.Customer, ct) ?? order.Customer;
        await session.ExecuteAsync(
            $"""
            INSERT INTO customer_order (order_id, customer_id, placed_at, document) VALUES ({order.Id}, {customer}, {order.PlacedAt}, {order.Document})
            ON CONFLICT (order_id) DO UPDATE SET customer_id = excluded.customer_id, placed_at = excluded.placed_at, document = excluded.document
            """,
            ct);
    }
}
