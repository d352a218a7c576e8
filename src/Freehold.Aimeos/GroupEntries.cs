using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>Groups, which every answer about a signed-in customer shows, and which no customer can change.</summary>
internal static class GroupEntries
{
    public const string Type = "customer/group";

    /// <summary>A membership as the list entry that the original keeps it as.</summary>
    public static ListEntry AsEntry(Membership membership) => new(membership.ListId, Type, "default", membership.GroupId, null, null, null, membership.Position, 1);

    public static void WriteRelationship(Exchange exchange, Utf8JsonWriter json, Customer customer)
    {
        // As printed in the manual: GET shows no methods unless groups are asked for, PATCH shows two that are refused.
        var allow = HttpMethods.IsPatch(exchange.Http.Request.Method) || exchange.Includes.Contains(Type);
        json.WriteStartObject(Type);
        json.WriteStartArray("data"u8);
        Inclusion.WriteListed(exchange, json, customer.Account.Id, Type, customer.Groups.Select(AsEntry), allow ? ["DELETE", "PATCH"] : []);
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
