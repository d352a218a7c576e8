using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Freehold.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Freehold.Http.Tests.Development;

public sealed class Looking_into_the_inbox
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task shows_what_was_sent_to_an_address_at_once_and_newest_first()
    {
        await using var server = await TestServer.StartAsync();
        await RegisterAsync(server, "anna@example.com");

        // The inbox answers when what was written has been sent; messages to different people are sent at the same time.
        Assert.Single(await InboxAsync(server));
        await RegisterAsync(server, "berta@example.com");

        var all = await InboxAsync(server);
        var annas = await InboxAsync(server, "?to=ANNA%40example.com");

        Assert.Equal(["berta@example.com", "anna@example.com"], all.Select(message => message.GetProperty("to").GetString()));
        var message = Assert.Single(annas);
        Assert.Equal(["channel", "to", "subject", "text", "code", "token", "link", "at"], message.EnumerateObject().Select(member => member.Name));
        Assert.Equal("email", message.GetProperty("channel").GetString());
        Assert.Equal(JsonValueKind.Null, message.GetProperty("code").ValueKind);
        Assert.Equal($"{server.Url.OriginalString}/link/{message.GetProperty("token").GetString()}", message.GetProperty("link").GetString());
        Assert.Equal(server.Clock.UtcNow, message.GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task can_be_emptied()
    {
        await using var server = await TestServer.StartAsync();
        await RegisterAsync(server, "anna@example.com");
        Assert.Single(await InboxAsync(server));

        var answer = await server.Client.DeleteAsync("/dev/inbox", Ct);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(await InboxAsync(server));
    }

    [Theory]
    [InlineData("%2B48555015332", true)]
    [InlineData("+48 555 015 332", true)]
    [InlineData("0048555015332", true)]
    [InlineData("555015332", true)]
    [InlineData("0555015332", true)]
    [InlineData("555015333", false)]
    [InlineData("5332", false)]
    [InlineData("anna%40example.com", false)]
    public async Task finds_a_phone_by_its_digits(string to, bool found)
    {
        await using var server = await TestServer.StartAsync();
        var sms = server.Services.GetServices<IMessageSender>().First(sender => sender.Channel == MessageChannel.Sms);
        await sms.SendAsync(new(1, new CustomerId(1), MessageChannel.Sms, "+48555015332", MessageTemplate.PhoneCode, null, "Hello", null, new Dictionary<string, string> { ["code"] = "123456" }), Ct);

        var messages = await InboxAsync(server, $"?to={to}");

        Assert.Equal(found ? ["123456"] : [], messages.Select(message => message.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task forgets_an_account_with_its_receipt_and_the_receipt_after_ten_minutes()
    {
        await using var server = await TestServer.StartAsync();
        var mail = server.Services.GetServices<IMessageSender>().First(sender => sender.Channel == MessageChannel.Email);
        await mail.SendAsync(Message(7, "old@example.com", MessageTemplate.VerifyEmail), Ct);
        await mail.SendAsync(Message(8, "other@example.com", MessageTemplate.VerifyEmail), Ct);
        await mail.SendAsync(Message(6, "anna@example.com", MessageTemplate.VerifyEmail), Ct);
        await mail.SendAsync(Message(9, "anna@example.com", MessageTemplate.StepUp), Ct);
        await mail.SendAsync(Message(0, "anna@example.com", MessageTemplate.DeletionReceipt), Ct);

        Assert.Equal(["anna@example.com", "anna@example.com", "other@example.com"], (await InboxAsync(server)).Select(message => message.GetProperty("to").GetString()));
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(["anna@example.com", "other@example.com"], (await InboxAsync(server)).Select(message => message.GetProperty("to").GetString()));

        static RenderedMessage Message(long customer, string to, string template) =>
            new(customer, new CustomerId(customer << 22), MessageChannel.Email, to, template, "Hello", "Hello", null, new Dictionary<string, string> { ["account"] = $"{7L << 22}" });
    }

    [Fact]
    public async Task works_as_a_page_that_shows_texts_as_text()
    {
        await using var server = await TestServer.StartAsync();
        var mail = server.Services.GetServices<IMessageSender>().First(sender => sender.Channel == MessageChannel.Email);
        await mail.SendAsync(new(1, new CustomerId(1), MessageChannel.Email, "a@example.com", MessageTemplate.VerifyEmail, "<script>", "Hello", null, new Dictionary<string, string> { ["link"] = "http://localhost/link/x?a&b" }), Ct);

        var answer = await server.Client.GetAsync("/dev", Ct);
        var page = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"http://localhost/link/x?a&amp;b\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        foreach (var path in page.Split("href=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).Where(link => link.StartsWith('/')))
            Assert.True((await server.Client.GetAsync(path, Ct)).IsSuccessStatusCode, path);
    }

    [Theory]
    [InlineData("/dev")]
    [InlineData("/dev/inbox")]
    [InlineData("/dev/clock")]
    public async Task is_impossible_outside_Development(string path)
    {
        await using var server = await TestServer.StartAsync(environment: "Staging", settings: Production);

        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync(path, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PostAsJsonAsync(path, new { advanceSeconds = 1 }, Ct)).StatusCode);
        Assert.Null(server.Services.GetService<CapturedMessages>());
    }

    [Fact]
    public async Task goes_with_a_clock_that_only_moves_forward()
    {
        await using var server = await TestServer.StartAsync(adjust: builder => builder.Services.RemoveAll<TimeProvider>());
        var before = await NowAsync(await server.Client.GetAsync("/dev/clock", Ct));

        var after = await NowAsync(await server.Client.PostAsJsonAsync("/dev/clock", new { advanceSeconds = 601 }, Ct));

        Assert.InRange(after - before, TimeSpan.FromSeconds(601), TimeSpan.FromSeconds(660));
        Assert.InRange(server.Services.GetRequiredService<TimeProvider>().GetUtcNow() - after, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        foreach (var wrong in new[] { """{"advanceSeconds":-1}""", "{}", "nonsense", "", """{"advanceSeconds":1e300}""", """{"advanceSeconds":"1"}""" })
        {
            var answer = await server.Client.PostAsync("/dev/clock", new StringContent(wrong), Ct);
            Assert.Equal(wrong.Contains("\"1\"", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    private static readonly Dictionary<string, string?> Production = new()
    {
        ["Freehold:PublicUrl"] = "https://shop.example",
        ["Freehold:TrustedProxies"] = "127.0.0.1",
        ["Freehold:Workspace:Guid"] = "5e1cf4ab-1b2c-4c5e-9d0e-0123456789ab",
        ["Freehold:Workspace:ProfileApiKey"] = "not the development profile key",
        ["Freehold:Workspace:BusinessApiKey"] = "not the development business key",
    };

    private static async Task<DateTimeOffset> NowAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("now").GetDateTimeOffset();

    private static Task<Result<Account>> RegisterAsync(TestServer server, string email)
    {
        EmailAddress.Parse(email, "email").Is(out var address, out _);
        return server.Services.GetRequiredService<Registrations>().RegisterAsync(new NewAccount { Email = address!, Password = "a long enough passphrase" }, new Origin("192.0.2.1", "test", null), Ct);
    }

    private static async Task<JsonElement[]> InboxAsync(TestServer server, string query = "") =>
        (await server.Client.GetFromJsonAsync<JsonElement[]>("/dev/inbox" + query, Ct))!;
}
