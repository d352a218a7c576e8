using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Aimeos;

/// <summary>The customer's own orders, read only: the shop's document as it is, newest first.</summary>
internal static class OrderResource
{
    /// <summary>As many as the original shows where nothing is asked for.</summary>
    private const int Usual = 25;
    private const int Most = 100;

    public static async Task GetAsync(Exchange exchange)
    {
        if (exchange.Query.Number("page", "offset", 0) is not { } offset || exchange.Query.Number("page", "limit", Usual) is not { } limit || !exchange.Query.FieldsAreWellFormed)
        {
            await AimeosErrors.WriteAsync(exchange, Problem.InvalidPage);
            return;
        }

        limit = Math.Min(limit, Most);

        // What cannot be the number of an order is nobody's: a database may not even take it.
        var id = exchange.Query["id"] is { } sent ? PlainText.Parse(sent, "id", int.MaxValue).Is(out var fit, out _) ? fit : "" : null;
        var page = exchange.Caller is { } caller
            ? await exchange.Http.RequestServices.GetRequiredService<Orders>().ListAsync(caller, id, offset, limit, exchange.Aborted)
            : new OrderPage(0, []);
        if (page is null && !exchange.Forget()) await AimeosErrors.WriteAsync(exchange, new Failure(FailureCode.NotSignedIn));
        else await WriteAsync(exchange, offset, Math.Max(limit, 1), page ?? new OrderPage(0, []));
    }

    private static async Task WriteAsync(Exchange exchange, int offset, int limit, OrderPage page)
    {
        var json = exchange.Begin(StatusCodes.Status200OK, page.Total);
        PageLinks.Write(exchange, json, offset, limit, page.Total);
        json.WriteStartArray("data"u8);
        foreach (var order in page.Orders)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, order.Id);
            json.WriteString("type"u8, "order"u8);
            json.WriteStartObject("links"u8);
            CustomerDocument.WriteLink(json, "self", exchange.Locations.Of("order", ("id", order.Id)), "GET");
            json.WriteEndObject();
            WriteAttributes(exchange, json, order);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        await exchange.EndAsync(json);
    }

    private static void WriteAttributes(Exchange exchange, Utf8JsonWriter json, Order order)
    {
        using var document = JsonDocument.Parse(order.Document);
        var attributes = new AttributeWriter(json, exchange.Query.Fields("order"));
        attributes.Write("order.id", order.Id);
        attributes.Write("order.ctime", order.PlacedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var member in document.RootElement.EnumerateObject())
            if (IsReadable(member) && member.Name is not ("order.id" or "order.ctime")) attributes.WriteRaw(member.Name, member.Value.GetRawText());
        attributes.End();
    }

    /// <summary>Whether a member is text throughout. Documents are checked when they come, but were not always: what is unreadable of an older one is left out, not the whole order.</summary>
    private static bool IsReadable(JsonProperty member) => JsonTexts.AreReadable(Encoding.UTF8.GetBytes($"{{{member}}}"));
}
