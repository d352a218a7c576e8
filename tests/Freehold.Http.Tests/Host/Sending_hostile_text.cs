using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Freehold.Http.Tests.Host;

/// <summary>T84: texts that make patterns look back again and again are read in one go, whatever field they stand in.</summary>
public sealed class Sending_hostile_text
{
    private const int Length = 30_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>No escapes where none are needed: the body must not be refused for its length.</summary>
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Fields =
    [
        "email", "phone", "customId", "uuid", "firstName", "displayName", "company", "address", "city", "zipCode", "birthDate", "sex", "countryCode", "avatarUrl", "whatsAppId",
        "longitude", "languageid", "website", "vatid", "telefax", "password",
    ];

    public static TheoryData<string, string, string> Texts => new()
    {
        { "", "a", "!" },
        { "+", "1 ", "x" },
        { "a@", "a.", "!" },
        { "", "a.", "@" },
        { "\"", "\\\\ ", "@" },
        { "https://", "a/", "\n" },
        { "1", "0", "." },
        { "1990-", "01-", "x" },
        { "", " ", "x" },
        { "", "<a href=", ">" },
        { "{{", "{{", "}" },
        { "", "e\u0301\u0323", "\u0338" },
    };

    [Theory, MemberData(nameof(Texts))]
    public async Task takes_no_time(string start, string middle, string end)
    {
        await using var server = await TestServer.StartAsync();
        var shop = new Synerise.Shop(server);
        var anna = await shop.CustomerAsync();
        var visitor = await shop.AnonymousTokenAsync();
        using var browser = await Aimeos.Shop.OfAsync(server);
        var text = JsonSerializer.Serialize(start + string.Concat(Enumerable.Repeat(middle, Length / middle.Length)) + end, Relaxed);
        var late = new List<string>();

        foreach (var field in Fields)
        {
            await AskAsync($"registering with {field}", async () => (await shop.PostAsync("/sauth/clients/registered", visitor, Body(field))).Status);
            await AskAsync($"updating {field}", async () => (await anna.UpdateAsync(Body(field))).Status);
            await AskAsync($"updating customer.{field}", async () => (await browser.PatchAsync($$$"""{"data":{"attributes":{{{Body($"customer.{field}")}}}}}""")).Status);
        }

        var query = Uri.EscapeDataString(start + string.Concat(Enumerable.Repeat(middle, 500)) + end);
        foreach (var path in (string[])[$"/v4/events?action={query}", $"/v4/events?time[from]={query}", $"/jsonapi/customer?include={query}&sort={query}", $"/jsonapi/customer?filter[{query}]={query}", $"/link/{query}"])
            await AskAsync(path[..12], async () => (await shop.GetAsync(path, anna.Token)).Status);

        Assert.Empty(late);

        string Body(string field) => $"{{{JsonSerializer.Serialize(field)}:{text}}}";

        // The quickest of some: a machine that is busy with other things makes each of them slow.
        async Task AskAsync(string what, Func<Task<int>> ask)
        {
            for (var i = 0; i < 5; i++)
            {
                var started = Stopwatch.GetTimestamp();
                Assert.InRange(await ask(), 200, 499);
                if (Stopwatch.GetElapsedTime(started) < Longest) return;
            }

            late.Add(what);
        }
    }
}
