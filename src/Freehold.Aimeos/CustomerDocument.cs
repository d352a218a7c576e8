using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>Writes answers that show the customer.</summary>
internal static class CustomerDocument
{
    private static readonly string[] SubResources = ["address", "property", "relationships"];

    public static async Task WriteAsync(Exchange exchange, int status, Customer? customer)
    {
        var id = customer?.Account.Id.ToString();
        var json = Begin(exchange, status, id);
        CustomerAttributes.Write(json, customer, exchange.Query.Fields("customer"));
        if (customer is not null) Inclusion.WriteRelationships(exchange, json, customer);
        json.WriteEndObject();

        json.WriteStartArray("included"u8);
        if (customer is not null) Inclusion.WriteIncluded(exchange, json, customer);
        json.WriteEndArray();
        await exchange.EndAsync(json);
    }

    /// <summary>The answer to a registration: nothing but the new id.</summary>
    public static async Task WriteCreatedAsync(Exchange exchange, CustomerId id)
    {
        var json = Begin(exchange, StatusCodes.Status201Created, id.ToString());
        json.WriteStartObject("attributes"u8);
        json.WriteString("customer.id"u8, id.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("included"u8);
        json.WriteEndArray();
        await exchange.EndAsync(json);
    }

    /// <summary>A link object: where, and which methods it allows.</summary>
    public static void WriteLink(Utf8JsonWriter json, string name, string href, params ReadOnlySpan<string> allow)
    {
        json.WriteStartObject(name);
        json.WriteString("href"u8, href);
        json.WriteStartArray("allow"u8);
        foreach (var method in allow) json.WriteStringValue(method);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Begin(Exchange exchange, int status, string? id)
    {
        var json = exchange.Begin(status, 1);
        exchange.Links(json);
        foreach (var related in SubResources)
            WriteLink(json, $"customer/{related}", exchange.Locations.Of("customer", ("id", id), ("related", related)), "GET", "POST");
        json.WriteEndObject();

        json.WriteStartObject("data"u8);
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "customer"u8);
        json.WriteStartObject("links"u8);
        WriteLink(json, "self", exchange.Locations.Of("customer", ("id", id)), "DELETE", "GET", "PATCH");
        json.WriteEndObject();
        return json;
    }
}
