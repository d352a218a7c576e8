using Microsoft.Extensions.Logging;

namespace Freehold.Http.Tests.Synerise;

/// <summary>T82: somebody has codes sent to numbers that earn him money.</summary>
public sealed class Pumping_sms
{
    private const int Cap = 12;

    // All passwords are hashed at once, and the machine may be busy.
    private static readonly Dictionary<string, string?> Settings = new() { ["Freehold:Sms:DailyCap"] = $"{Cap}", ["Freehold:Passwords:QueueSeconds"] = "30" };

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task stops_at_the_cap_whichever_way_it_is_tried(string storage)
    {
        using var log = new CapturedLog();
        await using var server = await TestServer.StartAsync(storage, Settings, adjust: builder => builder.Logging.AddProvider(log));
        var shop = new Shop(server);
        var accounts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shop.CustomerAsync($"\"phone\":\"+4855502{i:0000}\"", $"pump{i}@example.com")));

        // Half by asking for a new phone, half by asking for a new e-mail, which sends a code to the phone on file; all at once.
        var answers = await Task.WhenAll(accounts.Select((account, i) => i % 2 == 0 ? account.RequestPhoneAsync($"+4855501{i:0000}") : account.RequestEmailAsync($"new{i}@example.com")));

        Assert.Equal(Cap, answers.Count(answer => answer.Status == 200));
        var refused = answers.Where(answer => answer.Status != 200).ToList();
        Assert.All(refused, answer => Assert.Equal(429, answer.Status));
        Assert.All(refused, answer => Assert.InRange(answer.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)));
        Assert.Equal(Cap, (await shop.GetAsync("/dev/inbox", null)).Json.AsArray().Count(message => message!["channel"]!.GetValue<string>() == "sms"));
        Assert.Contains(log.Lines, line => line.StartsWith($"Error The daily cap of {Cap} SMS is reached", StringComparison.Ordinal));

        server.Clock.Advance(refused[0].Response.Headers.RetryAfter!.Delta!.Value);
        var next = await shop.CustomerAsync();
        Assert.Equal(200, (await next.RequestPhoneAsync("+48555030000")).Status);
    }
}
