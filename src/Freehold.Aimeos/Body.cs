using System.Text.Json;
using Freehold.Http;

namespace Freehold.Aimeos;

/// <summary>Reads the shapes of bodies; the content is read by the resources.</summary>
internal static class Body
{
    /// <summary>Reads <c>{"data":{"attributes":{…}}}</c>; null after a problem was answered.</summary>
    public static async Task<T?> OneAsync<T>(Exchange exchange, Func<JsonElement, List<Problem>, T> read) where T : class
    {
        using var document = await ReadAsync(exchange);
        if (document is null) return null;
        if (!TryData(document, out var data) || data.ValueKind != JsonValueKind.Object || !TryAttributes(data, out var attributes))
        {
            await AimeosErrors.WriteAsync(exchange, Problem.InvalidJson);
            return null;
        }

        return await FinishAsync(exchange, problems => read(attributes, problems));
    }

    /// <summary>Answers what was wrong with the values; null then.</summary>
    public static async Task<T?> FinishAsync<T>(Exchange exchange, Func<List<Problem>, T> read) where T : class
    {
        var problems = new List<Problem>();
        var value = read(problems);
        if (problems.Count == 0) return value;
        await AimeosErrors.WriteAsync(exchange, problems);
        return null;
    }

    /// <summary>The document; null after a problem was answered.</summary>
    public static async Task<JsonDocument?> ReadAsync(Exchange exchange)
    {
        var read = await JsonBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        if (read.Is(out var document, out var failure)) return document;
        await AimeosErrors.WriteAsync(exchange, failure);
        return null;
    }

    /// <summary>The member <c>data</c>.</summary>
    public static bool TryData(JsonDocument document, out JsonElement data)
    {
        data = default;
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out data);
    }

    /// <summary>The member <c>attributes</c>: an object, or the empty list that PHP clients send for an empty object.</summary>
    public static bool TryAttributes(JsonElement entry, out JsonElement attributes)
    {
        attributes = default;
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("attributes", out attributes)) return false;
        if (attributes.ValueKind == JsonValueKind.Array && attributes.GetArrayLength() == 0) attributes = Empty.RootElement;
        return attributes.ValueKind == JsonValueKind.Object;
    }

    private static readonly JsonDocument Empty = JsonDocument.Parse("{}");
}
