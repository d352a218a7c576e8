using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>The links between the pages of a list, by the original's rule: each where it leads to another offset, and <c>self</c> always with its own.</summary>
internal static class PageLinks
{
    /// <summary>Ends <c>meta</c> and writes <c>links</c>.</summary>
    /// <param name="limit">How many entries a page has, whatever was asked for; at least 1.</param>
    public static void Write(Exchange exchange, Utf8JsonWriter json, int offset, int limit, int total)
    {
        json.WriteEndObject();
        json.WriteStartObject("links"u8);
        if (offset > 0) Link("first", 0);
        if (offset >= limit) Link("prev", offset - limit);
        if (offset < total - limit) Link("next", offset + limit);

        // As in the original, and so one page too far where the pages come out even.
        var last = total / limit * limit;
        if (last > offset) Link("last", last);
        Link("self", offset);
        json.WriteEndObject();

        void Link(string name, int at) => json.WriteString(name, exchange.Locations.Of(exchange.Resource, [.. exchange.Query.SelfAt(at)]));
    }
}
