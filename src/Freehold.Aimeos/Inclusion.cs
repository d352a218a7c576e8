using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>What <c>include</c> adds to the customer, and the groups, which are there unasked.</summary>
internal static class Inclusion
{
    public static void WriteRelationships(Exchange exchange, Utf8JsonWriter json, Customer customer)
    {
        var properties = PropertyResource.Showing(exchange, customer);
        if (customer.Groups.Count + customer.Addresses.Count + properties.Count + customer.Lists.Count == 0) return;
        json.WriteStartObject("relationships"u8);
        foreach (var domain in customer.Lists.GroupBy(entry => entry.Domain))
        {
            if (domain.Key == GroupEntries.Type) continue;
            json.WriteStartObject(domain.Key);
            json.WriteStartArray("data"u8);
            foreach (var entry in domain) WriteListed(exchange, json, customer.Account.Id, entry, ["DELETE", "PATCH"]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        WriteOwned(json, AddressResource.TypeName, customer.Addresses.Select(address => address.Id));
        WriteOwned(json, PropertyResource.TypeName, properties.Select(property => property.Id));
        if (customer.Groups.Count > 0) GroupEntries.WriteRelationship(exchange, json, customer);
        json.WriteEndObject();
    }

    public static void WriteIncluded(Exchange exchange, Utf8JsonWriter json, Customer customer)
    {
        foreach (var id in customer.Lists.Where(entry => entry.Domain == "product").Select(entry => entry.RefId).Distinct())
            if (customer.Products.FirstOrDefault(product => product.Id == id) is { } product) WriteProduct(exchange, json, product);

        // The original's own spelling of the link, which it takes as well.
        foreach (var address in customer.Addresses) Routes.Address.WriteEntry(exchange, json, customer.Account.Id, address, AddressResource.TypeName);
        foreach (var property in PropertyResource.Showing(exchange, customer)) Routes.Property.WriteEntry(exchange, json, customer.Account.Id, property, PropertyResource.TypeName);
        GroupEntries.WriteIncluded(exchange, json, customer);
    }

    /// <summary>A thing that a list entry refers to, with the entry's attributes.</summary>
    public static void WriteListed(Exchange exchange, Utf8JsonWriter json, CustomerId customer, ListEntry entry, ReadOnlySpan<string> allow)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, entry.RefId);
        json.WriteString("type"u8, entry.Domain);
        var attributes = new AttributeWriter(json, fields: null);
        ListResource.WriteAttributes(ref attributes, entry);
        attributes.End();
        json.WriteStartObject("links"u8);
        var href = exchange.Locations.Of(entry.Domain, ("id", customer.ToString()), ("related", "relationships"), ("relatedid", ListResource.Text(entry.Id)));
        CustomerDocument.WriteLink(json, "self", href, allow);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOwned(Utf8JsonWriter json, string type, IEnumerable<long> ids)
    {
        var open = false;
        foreach (var id in ids)
        {
            if (!open)
            {
                json.WriteStartObject(type);
                json.WriteStartArray("data"u8);
                open = true;
            }

            json.WriteStartObject();
            json.WriteString("id"u8, ListResource.Text(id));
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }

        if (!open) return;
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProduct(Exchange exchange, Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, product.Id);
        json.WriteString("type"u8, "product"u8);
        var attributes = new AttributeWriter(json, exchange.Query.Fields("product"));
        attributes.Write("product.id", product.Id);
        attributes.Write("product.code", product.Code);
        attributes.Write("product.label", product.Label);
        attributes.Write("product.status", product.Status);
        attributes.End();
        json.WriteEndObject();
    }
}
