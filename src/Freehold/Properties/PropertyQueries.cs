using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of properties.</summary>
internal static class PropertyQueries
{
    /// <summary>The properties of a customer in all languages, oldest first.</summary>
    public static Task<List<CustomerProperty>> ListPropertiesAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT property_id, type, language_id, value FROM property WHERE customer_id = {customer} ORDER BY property_id",
            row => new CustomerProperty(row.Long(0), row.Text(1), row.TextOrNull(2), row.Text(3)),
            ct);

    /// <summary>Writes a property, new or not.</summary>
    public static Task SavePropertyAsync(this Session session, CustomerId customer, CustomerProperty property, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO property (customer_id, property_id, type, language_id, value) VALUES ({customer}, {property.Id}, {property.Type}, {property.Language}, {property.Value})
            ON CONFLICT (customer_id, property_id) DO UPDATE SET type = excluded.type, language_id = excluded.language_id, value = excluded.value
            """,
            ct);

    /// <summary>Takes a property away; nothing happens when there is none.</summary>
    public static Task DeletePropertyAsync(this Session session, CustomerId customer, long id, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM property WHERE customer_id = {customer} AND property_id = {id}", ct);
}
