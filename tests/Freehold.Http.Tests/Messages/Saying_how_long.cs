using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Messages;

public sealed class Saying_how_long
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "The link is valid for 48 hours.")]
    [InlineData("de", "Der Link gilt 48 Stunden.")]
    [InlineData("pl", "Link jest ważny 48 godz.")]
    public async Task a_link_is_good_follows_the_settings_and_so_does_the_link(string language, string sentence)
    {
        await using var server = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Links:Verify"] = "2.00:00:00", ["Freehold:Locale"] = language });
        var anna = new NewAccount { Email = EmailAddress.Parse("anna@example.com", "email").Value, Password = "correct horse" };
        Assert.Null((await server.Services.GetRequiredService<Registrations>().RegisterAsync(anna, new Origin("192.0.2.1", "test"), Ct)).Failure);
        var message = await MessageAsync(server);
        var link = new Uri(message.GetProperty("link").GetString()!);

        Assert.Contains(sentence, message.GetProperty("text").GetString(), StringComparison.Ordinal);
        server.Clock.Advance(TimeSpan.FromHours(47));
        using (var good = await server.Client.GetAsync(link, Ct)) Assert.True(good.IsSuccessStatusCode, $"{good.StatusCode}");
        server.Clock.Advance(TimeSpan.FromHours(2));
        using (var over = await server.Client.GetAsync(link, Ct)) Assert.False(over.IsSuccessStatusCode, $"{over.StatusCode}");
    }

    private static async Task<JsonElement> MessageAsync(TestServer server)
    {
        for (var round = 0; round < 1200; round++)
        {
            if (await server.Client.GetFromJsonAsync<JsonElement>("/dev/inbox?to=anna@example.com", Ct) is var inbox && inbox.GetArrayLength() > 0) return inbox[0];
            await Task.Delay(50, Ct);
        }

        throw new TimeoutException("No message came.");
    }
}
