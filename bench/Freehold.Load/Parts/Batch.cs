using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Freehold.Testing;

namespace Freehold.Load;

/// <summary>Sends 10,000 new profiles in one request, as a shop does at night.</summary>
internal static class Batch
{
    private const int Rows = 10_000;

    private static int sent;

    /// <summary>What is wanted of it: 10,000 profiles, durable, within 2 seconds.</summary>
    public static (string Name, Func<Task<Run>> Measure) Goal { get; } = ("10,000 within 2 s", () => Task.FromResult(new Run(Rows / 2.0, 2000, 2000, 0)));

    /// <summary>How the shop's side of Development presents itself.</summary>
    public static AuthenticationHeaderValue BusinessSide { get; } =
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("11111111-2222-3333-4444-555555555555:99999abc-1234-5678-9abc-def012345678")));

    /// <summary>One request; profiles per second, and how long it took.</summary>
    public static async Task<Run> RunAsync(FreeholdProcess freehold)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v4/clients/batch") { Content = new StringContent(Body(Interlocked.Increment(ref sent)), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = BusinessSide;
        var began = Stopwatch.GetTimestamp();
        using var answer = await freehold.Client.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var took = Stopwatch.GetElapsedTime(began);
        var accepted = answer.IsSuccessStatusCode ? body.GetProperty("accepted").GetInt32() : 0;
        return new Run(accepted / took.TotalSeconds, took.TotalMilliseconds, took.TotalMilliseconds, Rows - accepted);
    }

    private static string Body(int batch)
    {
        var body = new StringBuilder("[");
        for (var row = 0; row < Rows; row++)
        {
            body.Append(row == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$$"""{"email":"batch{{{batch}}}-{{{row}}}@example.com","customId":"crm-{{{batch}}}-{{{row}}}","firstName":"Anna","lastName":"Kowalska {{{row % 977}}}","city":"Gdynia","phone":"+48555{{{row:D6}}}","countryCode":"PL","agreements":{"email":true,"sms":false},"attributes":{"loyalty":{{{row}}},"club":"gold"},"tags":["import"]}""");
        }

        return body.Append(']').ToString();
    }
}
