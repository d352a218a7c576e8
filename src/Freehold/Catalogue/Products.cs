using Freehold.Storage;

namespace Freehold;

/// <summary>The small catalogue that favourites point to, kept by the business side.</summary>
public sealed class Products(Database database)
{
    /// <summary>Adds products, or replaces those whose ids are known.</summary>
    public async Task PutAsync(IReadOnlyList<Product> products, CancellationToken ct) =>
        await database.WriteAsync(
            async session =>
            {
                foreach (var product in products)
                {
                    await session.ExecuteAsync(
                        $"""
                        INSERT INTO product (product_id, code, label, status) VALUES ({product.Id}, {product.Code}, {product.Label}, {product.Status})
                        ON CONFLICT (product_id) DO UPDATE SET code = excluded.code, label = excluded.label, status = excluded.status
                        """,
                        ct);
                }

                return new Done();
            },
            ct);
}
