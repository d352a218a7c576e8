using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>Groups, which every answer about a signed-in customer shows, and which no customer can change.</summary>
internal static class GroupEntries
{
    public const string Type = "customer/group";

    public static void WriteRelationship(Exchange exchange, Utf8JsonWriter json, Customer customer)
    {
        // As printed in the manual: GET shows no methods unless groups are asked for, PATCH shows two that are refused.
        var allow = HttpMethods.IsPatch(exchange.Http.Request.Method) || exchange.Query.List("include").Contains(Type);
        json.WriteStartObject(Type);
        json.WriteStartArray("data"u8);
        foreach (var membership in customer.Groups)
        {
            var listId = membership.ListId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            json.WriteStartObject();
            json.WriteString("id"u8, membership.GroupId);
            json.WriteString("type"u8, Type);
            json.WriteStartObject("attributes"u8);
            json.WriteString("customer.lists.id"u8, listId);
            json.WriteString("customer.lists.domain"u8, Type);
            json.WriteString("customer.lists.refid"u8, membership.GroupId);
            json.WriteNull("customer.lists.datestart"u8);
            json.WriteNull("customer.lists.dateend"u8);
            json.WritePropertyName("customer.lists.config"u8);
            CustomerAttributes.EmptyObject(json);
            json.WriteNumber("customer.lists.position"u8, membership.Position);
            json.WriteNumber("customer.lists.status"u8, 1);
            json.WriteString("customer.lists.type"u8, "default"u8);
            json.WriteEndObject();
            json.WriteStartObject("links"u8);
            var href = exchange.Locations.Of(Type, ("id", customer.Account.Id.ToString()), ("related", "relationships"), ("relatedid", listId));
            CustomerDocument.WriteLink(json, "self", href, allow ? ["DELETE", "PATCH"] : []);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteIncluded(Exchange exchange, Utf8JsonWriter json, Customer customer)
    {
        var fields = exchange.Query.Fields(Type);
        foreach (var membership in customer.Groups)
        {
            if (membership.Code is null) continue;
            json.WriteStartObject();
            json.WriteString("id"u8, membership.GroupId);
            json.WriteString("type"u8, Type);
            var attributes = new AttributeWriter(json, fields);
            attributes.Write("customer.group.id", membership.GroupId);
            attributes.Write("customer.group.code", membership.Code);
            attributes.Write("customer.group.label", membership.Label);
            attributes.End();
            json.WriteEndObject();
        }
    }
}
