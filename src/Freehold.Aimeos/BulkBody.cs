using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>Bodies whose <c>data</c> is one entry or a list of them.</summary>
internal static class BulkBody
{
    /// <summary>So many entries in one call (security page).</summary>
    private const int Most = 100;

    /// <summary>Reads the attributes of each entry; null after a problem was answered.</summary>
    public static async Task<Sent<T>?> EntriesAsync<T>(Exchange exchange, Func<JsonElement, int?, List<Problem>, T> read)
    {
        using var document = await Body.ReadAsync(exchange);
        if (document is null || await DataAsync(exchange, document) is not { } data) return null;

        var attributes = new List<JsonElement>();
        foreach (var entry in data.Entries)
        {
            if (!Body.TryAttributes(entry, out var found))
            {
                await AimeosErrors.WriteAsync(exchange, Problem.AttributesMissing);
                return null;
            }

            attributes.Add(found);
        }

        return await Body.FinishAsync(exchange, problems => new Sent<T>(data.IsList, [.. attributes.Select((found, index) => read(found, data.IsList ? index : null, problems))]));
    }

    /// <summary>Reads the ids of entries to delete; null after a problem was answered.</summary>
    public static async Task<List<string>?> IdsAsync(Exchange exchange)
    {
        using var document = await Body.ReadAsync(exchange);
        if (document is null || await DataAsync(exchange, document) is not { } data) return null;

        var ids = new List<string>();
        foreach (var entry in data.Entries)
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out var id) && JsonText.Of(id).Is(out var text, out _) && text is not null) ids.Add(text);
            else
            {
                await AimeosErrors.WriteAsync(exchange, Problem.IdMissing);
                return null;
            }
        }

        return ids;
    }

    private static async Task<(bool IsList, List<JsonElement> Entries)?> DataAsync(Exchange exchange, JsonDocument document)
    {
        Problem? problem = null;
        if (!Body.TryData(document, out var data) || data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) problem = Problem.InvalidJson;
        else if (data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > Most) problem = Problem.From(new Failure(FailureCode.TooMany));
        if (problem is null) return data.ValueKind == JsonValueKind.Array ? (true, [.. data.EnumerateArray()]) : (false, [data]);

        await AimeosErrors.WriteAsync(exchange, problem);
        return null;
    }

    /// <summary>What was sent.</summary>
    /// <param name="IsList">Whether as a list, and not as one entry alone.</param>
    public sealed record Sent<T>(bool IsList, IReadOnlyList<T> Entries);
}
