using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>What <c>include</c> adds to the customer, and the groups, which are there unasked.</summary>
internal static class Inclusion
{
    public static void WriteRelationships(Exchange exchange, Utf8JsonWriter json, Customer customer)
    {
        if (IsAlone(customer)) return;
        var properties = PropertyResource.Showing(exchange, customer);
        if (customer.Groups.Count + customer.Addresses.Count + properties.Count + customer.Lists.Count == 0) return;
        json.WriteStartObject("relationships"u8);
        foreach (var domain in customer.Lists.GroupBy(entry => entry.Domain))
        {
            if (domain.Key == GroupEntries.Type) continue;
            json.WriteStartObject(domain.Key);
            json.WriteStartArray("data"u8);
            WriteListed(exchange, json, customer.Account.Id, domain.Key, domain, ["DELETE", "PATCH"]);
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
        if (IsAlone(customer)) return;

        // Each product once, where the first entry that refers to it stands.
        var left = customer.Products.ToDictionary(product => product.Id);
        var fields = exchange.Query.Fields("product");
        foreach (var entry in customer.Lists)
            if (entry.Domain == "product" && left.Remove(entry.RefId, out var product)) WriteProduct(json, product, fields);

        // The original's own spelling of the link, which it takes as well.
        Routes.Address.WriteEntries(exchange, json, customer.Account.Id, customer.Addresses, AddressResource.TypeName);
        Routes.Property.WriteEntries(exchange, json, customer.Account.Id, PropertyResource.Showing(exchange, customer), PropertyResource.TypeName);
        GroupEntries.WriteIncluded(exchange, json, customer);
    }

    /// <summary>The things of a domain that list entries refer to, with the entries' attributes.</summary>
    public static void WriteListed(Exchange exchange, Utf8JsonWriter json, CustomerId customer, string domain, IEnumerable<ListEntry> entries, ReadOnlySpan<string> allow)
    {
        // Where the path names the domain, nothing else needs to; the customer's own is the one that does not.
        var include = domain == "customer" ? domain : null;
        var href = exchange.Locations.Of(domain, ("include", include), ("id", customer.ToString()), ("related", "relationships"), ("relatedid", ""));
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, entry.RefId);
            json.WriteString("type"u8, domain);
            var attributes = new AttributeWriter(json, fields: null);
            ListResource.WriteAttributes(ref attributes, entry);
            attributes.End();
            json.WriteStartObject("links"u8);
            CustomerDocument.WriteLink(json, "self", href + ListResource.Text(entry.Id), allow);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>Whether nothing was read with the account that could be shown.</summary>
    private static bool IsAlone(Customer customer) => customer.Groups.Count + customer.Addresses.Count + customer.Properties.Count + customer.Lists.Count == 0;

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

    private static void WriteProduct(Utf8JsonWriter json, Product product, HashSet<string>? fields)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, product.Id);
        json.WriteString("type"u8, "product"u8);
        var attributes = new AttributeWriter(json, fields);
        attributes.Write("product.id", product.Id);
        attributes.Write("product.code", product.Code);
        attributes.Write("product.label", product.Label);
        attributes.Write("product.status", product.Status);
        attributes.End();
        json.WriteEndObject();
    }
}
