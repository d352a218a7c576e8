namespace Freehold.Http.Tests.Synerise;

public sealed class Workspace_settings : IAsyncLifetime
{
    private TestServer server = null!;
    private Shop shop = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        shop = new Shop(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task start_with_their_defaults()
    {
        var settings = (await shop.GetAsync("/sauth/settings", await shop.BusinessTokenAsync())).Json;

        Assert.Equal(
            """{"registrationType":"AUTOMATIC","tokenLifetimeInSeconds":3600,"confirmationMailSubject":null,"confirmationMailBody":null,"confirmationMailTemplateId":null,"confirmationRedirectLink":null,"passwordResetMailSubject":null,"passwordResetMailBody":null,"passwordResetMailTemplateId":null,"voucherPoolUuid":null,"allowOverwriteCustomIdentify":false,"deviceControl":"OFF"}""",
            settings.ToJsonString());
    }

    [Fact]
    public async Task are_replaced_all_at_once()
    {
        var first = await SetAsync("""{"registrationType":"ACTIVATION","tokenLifetimeInSeconds":600,"voucherPoolUuid":"v","allowOverwriteCustomIdentify":true}""");
        Assert.Equal((200, "ACTIVATION", 600, "v", true), (first.Status, (string)first.Json["registrationType"]!, (int)first.Json["tokenLifetimeInSeconds"]!, (string)first.Json["voucherPoolUuid"]!, (bool)first.Json["allowOverwriteCustomIdentify"]!));

        var second = await SetAsync("""{"confirmationMailSubject":"Hello","voucherPoolUuid":null}""");

        Assert.Equal(("AUTOMATIC", 3600, (string?)null, "Hello"), ((string)second.Json["registrationType"]!, (int)second.Json["tokenLifetimeInSeconds"]!, (string?)second.Json["voucherPoolUuid"], (string)second.Json["confirmationMailSubject"]!));
        Assert.Equal(second.Text, (await shop.GetAsync("/sauth/settings", await shop.BusinessTokenAsync())).Text);
    }

    [Fact]
    public async Task are_refused_as_a_whole_when_one_is_wrong()
    {
        var refused = await SetAsync("""{"registrationType":"SOMETIMES","tokenLifetimeInSeconds":5,"confirmationMailSubject":"","confirmationRedirectLink":"javascript:alert(1)","passwordResetMailBody":7,"allowOverwriteCustomIdentify":"perhaps"}""");

        Assert.Equal(400, refused.Status);
        Assert.Equal(["registrationType", "tokenLifetimeInSeconds", "confirmationMailSubject", "confirmationRedirectLink", "passwordResetMailBody", "allowOverwriteCustomIdentify"], refused.Fields);
        Assert.Equal("AUTOMATIC", (string?)(await shop.GetAsync("/sauth/settings", await shop.BusinessTokenAsync())).Json["registrationType"]);
    }

    [Fact]
    public async Task are_the_business_sides()
    {
        var anna = await shop.CustomerAsync();

        Assert.Equal(401, (await shop.GetAsync("/sauth/settings", null)).Status);
        Assert.Equal(403, (await shop.GetAsync("/sauth/settings", await shop.AnonymousTokenAsync())).Status);
        Assert.Equal(403, (await anna.PostAsync("/sauth/settings", "{}")).Status);
    }

    [Fact]
    public async Task decide_how_long_tokens_live()
    {
        await SetAsync("""{"tokenLifetimeInSeconds":600}""");
        var anna = await shop.CustomerAsync();

        server.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(200, (await anna.ReadAsync()).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await anna.ReadAsync()).Status);
    }

    [Fact]
    public async Task decide_whether_visitors_choose_a_custom_id()
    {
        const string body = """{"email":"anna@example.com","password":"correct horse","customId":"c-1"}""";
        Assert.Equal(400, (await shop.RegisterAsync(body)).Status);

        await SetAsync("""{"allowOverwriteCustomIdentify":true}""");

        Assert.Equal(200, (await shop.RegisterAsync(body)).Status);
    }

    [Fact]
    public async Task word_the_mails()
    {
        await SetAsync("""
            {"confirmationMailSubject":"Welcome to {{shop}}","confirmationMailBody":"<p>Hello, <a href=\"{{client_confirmation_link}}\">confirm</a></p>",
             "passwordResetMailSubject":"Forgotten?","passwordResetMailBody":"Your key: {{password_reset_hash}}"}
            """);
        var anna = await shop.CustomerAsync();
        await shop.PostAsync("/sauth/clients/password-reset/request", await shop.AnonymousTokenAsync(), $$"""{"email":"{{anna.Email}}"}""");

        var mails = await shop.InboxAsync(anna.Email);

        Assert.Equal(["Forgotten?", "Welcome to Freehold"], mails.Select(mail => (string?)mail!["subject"]));
        Assert.Equal($"Your key: {mails[0]!["token"]}", (string?)mails[0]!["text"]);
        Assert.Equal($"Hello, {mails[1]!["link"]} confirm", (string?)mails[1]!["text"]);
    }

    private async Task<Answer> SetAsync(string body) => await shop.PostAsync("/sauth/settings", await shop.BusinessTokenAsync(), body);
}
