using Microsoft.AspNetCore.Http;

namespace Freehold.Aimeos;

/// <summary>What a client learns before it does anything: the resources, and the attributes of each.</summary>
internal static class Discovery
{
    private static readonly string[] Resources = ["customer", "order"];

    /// <summary>OPTIONS of the base, and of whatever is not served, as the original answers it.</summary>
    public static async Task ResourcesAsync(Exchange exchange)
    {
        exchange.Http.Response.Headers.Allow = "GET";
        var query = exchange.Query;
        var json = exchange.Begin(StatusCodes.Status200OK, total: null, cached: true);
        json.WriteStartObject("resources"u8);
        foreach (var resource in Resources)
            json.WriteString(resource, exchange.Locations.Of(resource, ("locale", query["locale"]), ("currency", query["currency"])));
        json.WriteEndObject();
        json.WriteEndObject();

        // Read by the manual's own JavaScript: response['links']['customer']['href'].
        json.WriteStartObject("links"u8);
        CustomerDocument.WriteLink(json, "customer", exchange.Locations.Of("customer"), "DELETE", "GET", "OPTIONS", "PATCH", "POST");
        json.WriteEndObject();
        await exchange.EndAsync(json);
    }

    /// <summary>GET of the base says to use OPTIONS; an object where errors are a list elsewhere, as the original has it.</summary>
    public static async Task UseOptionsAsync(Exchange exchange)
    {
        exchange.Http.Response.Headers.Allow = "OPTIONS";
        exchange.Http.Response.StatusCode = StatusCodes.Status200OK;
        exchange.Http.Response.ContentType = Exchange.MediaType;
        exchange.Http.Response.Headers.CacheControl = "no-cache, private, no-store";
        var json = exchange.Writer();
        json.WriteStartObject();
        json.WriteStartObject("errors"u8);
        json.WriteString("title"u8, "Use OPTIONS method for the resource list"u8);
        json.WriteString(
            "detail"u8,
            "This is the Aimeos JSON REST API\n\nUse the HTTP OPTIONS method to retrieve a list available resources from " + exchange.Locations.Of("")
            + "\nDocumentation about he Aimeos JSON REST API is available at https://aimeos.org/docs/Developers/Client/JSONAPI");
        json.WriteEndObject();
        await exchange.EndAsync(json);
    }

    /// <summary>OPTIONS of the customer and its sub-resources.</summary>
    public static async Task AttributesAsync(Exchange exchange, IReadOnlyList<AttributeNote> notes)
    {
        var json = exchange.Begin(StatusCodes.Status200OK, total: null, cached: true);
        json.WriteStartObject("attributes"u8);
        foreach (var note in notes)
        {
            json.WriteStartObject(note.Name);
            json.WriteString("label"u8, note.Label);
            json.WriteString("type"u8, note.Type);
            json.WriteString("default"u8, note.Default);
            json.WriteBoolean("required"u8, note.Required);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await exchange.EndAsync(json);
    }
}
