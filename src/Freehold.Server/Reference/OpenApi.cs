using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.Http;
using Microsoft.OpenApi;

namespace Freehold.Server.Reference;

/// <summary>The calls as OpenAPI 3.1.</summary>
internal static class OpenApi
{
    /// <summary>The document.</summary>
    /// <param name="cookie">The name of the cookie that carries a session.</param>
    public static OpenApiDocument Of(IReadOnlyList<Call> calls, string publicUrl, string cookie)
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = "Freehold", Version = "1", Description = "Bodies are told by example; fields that an example does not show are in the dialects' documentation." },
            Servers = [new OpenApiServer { Url = publicUrl }],
            Paths = [],
            Tags = calls.Select(call => call.Group).Distinct().Select(group => new OpenApiTag { Name = group }).ToHashSet(),
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "An access token of a visitor, a customer or the business side." },
                    ["cookie"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = cookie, Description = "A browser's session." },
                    ["basic"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "The workspace's guid and business key." },
                },
            },
        };
        foreach (var dialect in calls.Select(call => call.Dialect).OfType<Dialect>().Distinct()) document.Components.Schemas[ErrorOf(dialect)] = SchemaByExample.Of(JsonNode.Parse(dialect.Error));
        foreach (var path in calls.GroupBy(call => call.Path))
        {
            var item = new OpenApiPathItem();
            foreach (var call in path) item.AddOperation(new HttpMethod(call.Method), Operation(call, document));
            document.Paths.Add(path.Key, item);
        }

        document.SetReferenceHostDocument();
        return document;
    }

    private static OpenApiOperation Operation(Call call, OpenApiDocument document)
    {
        var described = call.Described;
        return new OpenApiOperation
        {
            OperationId = call.Name,
            Summary = described?.Summary,
            Description = $"Who may call: {call.Callers}.",
            Tags = new HashSet<OpenApiTagReference> { new(call.Group, document) },
            Parameters =
            [
                .. call.PathNames.Select(name => Parameter(name, ParameterLocation.Path, call.KindOf(name))),
                .. (described?.Query ?? []).Select(name => Parameter(name, ParameterLocation.Query, call.KindOf(name))),
                .. described?.SessionHeader is { } header ? [Parameter(header, ParameterLocation.Header, ParameterKind.Text, "The token against forgery, where a cookie signs in.")] : Array.Empty<OpenApiParameter>(),
            ],
            RequestBody = described?.SendsType is { } type ? new OpenApiRequestBody { Required = !described.MaySendNothing, Content = Content(type, described.Sends) } : null,
            Responses = Responses(call, document),
            Security = Security(call, document),
        };
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, ParameterKind kind, string? description = null) =>
        new() { Name = name, In = place, Description = description, Required = place == ParameterLocation.Path, Schema = SchemaOf(kind) };

    private static OpenApiSchema SchemaOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Texts => new() { Type = JsonSchemaType.Array, Items = SchemaOf(ParameterKind.Text) },
        ParameterKind.WholeNumber => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        ParameterKind.Choice => new() { Type = JsonSchemaType.Boolean },
        ParameterKind.Moment => new() { Type = JsonSchemaType.String, Format = "date-time" },
        _ => new() { Type = JsonSchemaType.String },
    };

    private static OpenApiResponses Responses(Call call, OpenApiDocument document)
    {
        var success = new OpenApiResponse { Description = "Done" };
        if (call.Described?.AnswersType is { } type) success.Content = Content(type, call.Described.Answers);
        var responses = new OpenApiResponses { [(call.Described?.Status ?? 200).ToString(CultureInfo.InvariantCulture)] = success };
        if (call.Dialect is { } dialect)
            responses["default"] = new OpenApiResponse
            {
                Description = "Refused",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [dialect.ErrorType] = new() { Schema = new OpenApiSchemaReference(ErrorOf(dialect), document), Example = JsonNode.Parse(dialect.Error) },
                },
            };
        else if (call.Described?.AnswersType == Described.Html)
            responses["default"] = new OpenApiResponse { Description = "Refused, as the page says", Content = Content(Described.Html, null) };
        return responses;
    }

    private static Dictionary<string, OpenApiMediaType> Content(string type, string? example)
    {
        if (example is null) return new() { [type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = type == Described.Json ? JsonSchemaType.Object : JsonSchemaType.String } } };
        var json = JsonNode.Parse(example);
        return new() { [type] = new OpenApiMediaType { Schema = SchemaByExample.Of(json), Example = json } };
    }

    /// <summary>One requirement for each scheme that is enough; an empty one where none is needed.</summary>
    private static List<OpenApiSecurityRequirement> Security(Call call, OpenApiDocument document)
    {
        List<OpenApiSecurityRequirement> enough = [.. call.Schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] })];
        if (call.Access is Access.Public or Access.CustomerOrNobody) enough.Add([]);
        return enough;
    }

    private static string ErrorOf(Dialect dialect) => dialect.Name + "Error";
}
