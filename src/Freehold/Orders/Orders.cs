using Freehold.Storage;

namespace Freehold;

/// <summary>Orders that the business side hands over; read-only for customers.</summary>
public sealed class Orders(Database database)
{
    /// <summary>Adds orders, or replaces those whose ids are known. Whether the account still exists does not matter: orders outlive it.</summary>
    public async Task PutAsync(IReadOnlyList<Order> orders, CancellationToken ct) =>
        await database.WriteAsync(
            async session =>
            {
                foreach (var order in orders)
                {
                    await session.ExecuteAsync(
                        $"""
                        INSERT INTO customer_order (order_id, customer_id, placed_at, document) VALUES ({order.Id}, {order.Customer}, {order.PlacedAt}, {order.Document})
                        ON CONFLICT (order_id) DO UPDATE SET customer_id = excluded.customer_id, placed_at = excluded.placed_at, document = excluded.document
                        """,
                        ct);
                }

                return new Done();
            },
            ct);
}
