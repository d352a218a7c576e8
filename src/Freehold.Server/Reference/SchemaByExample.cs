using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Freehold.Server.Reference;

/// <summary>The schema of which a JSON value is an example. What is a text or a number in one answer is null in another, where nothing is known of it.</summary>
internal static class SchemaByExample
{
    public static OpenApiSchema Of(JsonNode? example) => example switch
    {
        JsonObject members => new OpenApiSchema { Type = JsonSchemaType.Object, Properties = members.ToDictionary(member => member.Key, member => (IOpenApiSchema)Of(member.Value)) },
        JsonArray entries => new OpenApiSchema { Type = JsonSchemaType.Array, Items = entries.Count > 0 ? Of(entries[0]) : new OpenApiSchema() },
        JsonValue value => new OpenApiSchema { Type = TypeOf(value) },
        _ => new OpenApiSchema(),
    };

    private static JsonSchemaType TypeOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => JsonSchemaType.String | JsonSchemaType.Null,
        JsonValueKind.Number => (value.TryGetValue<long>(out _) ? JsonSchemaType.Integer : JsonSchemaType.Number) | JsonSchemaType.Null,
        _ => JsonSchemaType.Boolean,
    };
}
