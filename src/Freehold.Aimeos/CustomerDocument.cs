using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>Writes answers that show the customer.</summary>
internal static class CustomerDocument
{
    private static readonly JsonEncodedText Self = JsonEncodedText.Encode("self");
    private static readonly JsonEncodedText Get = JsonEncodedText.Encode("GET");
    private static readonly JsonEncodedText Post = JsonEncodedText.Encode("POST");
    private static readonly JsonEncodedText Patch = JsonEncodedText.Encode("PATCH");
    private static readonly JsonEncodedText Delete = JsonEncodedText.Encode("DELETE");

    public static async Task WriteAsync(Exchange exchange, int status, Customer? customer)
    {
        var json = Begin(exchange, status, customer?.Account.Id);
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
        var json = Begin(exchange, StatusCodes.Status201Created, id);
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

    private static void WriteLink(Utf8JsonWriter json, JsonEncodedText name, CustomerLink link, CustomerId? id, params ReadOnlySpan<JsonEncodedText> allow)
    {
        json.WriteStartObject(name);
        link.Write(json, id);
        json.WriteStartArray("allow"u8);
        foreach (var method in allow) json.WriteStringValue(method);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Begin(Exchange exchange, int status, CustomerId? id)
    {
        var json = exchange.Begin(status, 1);
        exchange.Links(json);
        foreach (var (name, link) in exchange.Locations.OfOneCustomer) WriteLink(json, name, link, id, Get, Post);
        json.WriteEndObject();

        json.WriteStartObject("data"u8);
        json.WriteString("id"u8, id?.ToString());
        json.WriteString("type"u8, "customer"u8);
        json.WriteStartObject("links"u8);
        WriteLink(json, Self, exchange.Locations.OneCustomer, id, Delete, Get, Patch);
        json.WriteEndObject();
        return json;
    }
}
