using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>What the shop's people wait for: pages of its list of profiles over HTTP, one request after the other.</summary>
internal static class Lists
{
    private const int Times = 31;
    private const double MostMilliseconds = 20;

    private static readonly (string Name, string Query)[] Pages =
    [
        ("Shop's list: first page of 20", "sortBy=lastName"),
        ("Shop's list: page 1,000 of 20", "sortBy=email&sortOrder=DESC&pageIndex=1000"),
        ("Shop's list: beginning of an e-mail", "filters[email]=customer100"),
    ];

    public static async Task<IReadOnlyList<Finding>> MeasureAsync(FreeholdProcess freehold, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var (name, query) in Pages)
        {
            List<double> milliseconds = [];
            await AskAsync(freehold, query, ct);
            while (milliseconds.Count < Times) milliseconds.Add((await AskAsync(freehold, query, ct)).TotalMilliseconds);
            findings.Add(Finding.Of(name, Row.Middle(milliseconds), "ms", MostMilliseconds));
        }

        return findings;
    }

    private static async Task<TimeSpan> AskAsync(FreeholdProcess freehold, string query, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v4/clients?{query}&pageSize=20");
        request.Headers.Authorization = Batch.BusinessSide;
        var began = Stopwatch.GetTimestamp();
        using var answer = await freehold.Client.SendAsync(request, ct);
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        var took = Stopwatch.GetElapsedTime(began);
        return page is { ValueKind: JsonValueKind.Array } && page.GetArrayLength() == 20 ? took : throw new InvalidOperationException($"{query}: not a page of 20 (it needs 20,000 accounts)");
    }
}
