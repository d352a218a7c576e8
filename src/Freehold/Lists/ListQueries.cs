using System.Globalization;
using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of list entries.</summary>
internal static class ListQueries
{
    /// <summary>A moment as the entries keep it.</summary>
    public static string Moment(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>All entries of a customer, by position and then oldest first.</summary>
    public static Task<List<ListEntry>> ListEntriesAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT list_id, domain, type, ref_id, date_start, date_end, config, position, status FROM list_entry
            WHERE customer_id = {customer} ORDER BY position, list_id
            """,
            row => new ListEntry(row.Long(0), row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.Int(7), row.Int(8)),
            ct);

    /// <summary>Writes an entry, new or not.</summary>
    public static Task SaveEntryAsync(this Session session, CustomerId customer, ListEntry entry, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO list_entry (customer_id, list_id, domain, type, ref_id, date_start, date_end, config, position, status)
            VALUES ({customer}, {entry.Id}, {entry.Domain}, {entry.Type}, {entry.RefId}, {entry.Start}, {entry.End}, {entry.Config}, {entry.Position}, {entry.Status})
            ON CONFLICT (customer_id, list_id) DO UPDATE SET domain = excluded.domain, type = excluded.type, ref_id = excluded.ref_id,
                date_start = excluded.date_start, date_end = excluded.date_end, config = excluded.config, position = excluded.position, status = excluded.status
            """,
            ct);

    /// <summary>Takes an entry away.</summary>
    public static Task DeleteEntryAsync(this Session session, CustomerId customer, long id, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM list_entry WHERE customer_id = {customer} AND list_id = {id}", ct);

    /// <summary>The products that a customer's entries refer to.</summary>
    public static Task<List<Product>> ListKeptProductsAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"""
            SELECT p.product_id, p.code, p.label, p.status FROM product p
            WHERE p.product_id IN (SELECT e.ref_id FROM list_entry e WHERE e.customer_id = {customer} AND e.domain = 'product')
            """,
            row => new Product(row.Text(0), row.Text(1), row.Text(2), row.Int(3)),
            ct);
}
