using Freehold.Storage;

namespace Freehold;

/// <summary>The small catalogue that favourites point to, kept by the business side.</summary>
public sealed class Products(Database database)
{
    /// <summary>Adds products, or replaces those whose ids are known.</summary>
    public Task PutAsync(IReadOnlyList<Product> products, CancellationToken ct) =>
        database.PutEachAsync(
            products,
            (session, product) => session.ExecuteAsync(
                $"""
                INSERT INTO product (product_id, code, label, status) VALUES ({product.Id}, {product.Code}, {product.Label}, {product.Status})
                ON CONFLICT (product_id) DO UPDATE SET code = excluded.code, label = excluded.label, status = excluded.status
                """,
                ct),
            ct);
}
