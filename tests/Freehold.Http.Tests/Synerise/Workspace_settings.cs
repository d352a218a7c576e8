namespace Freehold.Http.Tests.Synerise;

public sealed class Workspace_settings : In_a_shop
{
    [Fact]
    public async Task start_with_their_defaults()
    {
        var settings = (await Shop.GetAsync("/sauth/settings", await Shop.BusinessTokenAsync())).Json;

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
        Assert.Equal(second.Text, (await Shop.GetAsync("/sauth/settings", await Shop.BusinessTokenAsync())).Text);
    }

    [Fact]
    public async Task are_refused_as_a_whole_when_one_is_wrong()
    {
        var refused = await SetAsync("""{"registrationType":"SOMETIMES","tokenLifetimeInSeconds":5,"confirmationMailSubject":"","confirmationRedirectLink":"javascript:alert(1)","passwordResetMailBody":7,"allowOverwriteCustomIdentify":"perhaps"}""");

        Assert.Equal(400, refused.Status);
        Assert.Equal(["registrationType", "tokenLifetimeInSeconds", "confirmationMailSubject", "confirmationRedirectLink", "passwordResetMailBody", "allowOverwriteCustomIdentify"], refused.Fields);
        Assert.Equal("AUTOMATIC", (string?)(await Shop.GetAsync("/sauth/settings", await Shop.BusinessTokenAsync())).Json["registrationType"]);
    }

    [Fact]
    public async Task are_the_business_sides()
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(401, (await Shop.GetAsync("/sauth/settings", null)).Status);
        Assert.Equal(403, (await Shop.GetAsync("/sauth/settings", await Shop.AnonymousTokenAsync())).Status);
        Assert.Equal(403, (await anna.PostAsync("/sauth/settings", "{}")).Status);
    }

    [Fact]
    public async Task decide_how_long_tokens_live()
    {
        await SetAsync("""{"tokenLifetimeInSeconds":600}""");
        var anna = await Shop.CustomerAsync();

        Server.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(200, (await anna.ReadAsync()).Status);
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await anna.ReadAsync()).Status);
    }

    [Fact]
    public async Task decide_whether_visitors_choose_a_custom_id()
    {
        const string body = """{"email":"anna@example.com","password":"correct horse","customId":"c-1"}""";
        Assert.Equal(400, (await Shop.RegisterAsync(body)).Status);

        await SetAsync("""{"allowOverwriteCustomIdentify":true}""");

        Assert.Equal(200, (await Shop.RegisterAsync(body)).Status);
    }

    [Fact]
    public async Task word_the_mails()
    {
        await SetAsync("""
            {"confirmationMailSubject":"Welcome to {{shop}}","confirmationMailBody":"<p>Hello, <a href=\"{{client_confirmation_link}}\">confirm</a></p>",
             "passwordResetMailSubject":"Forgotten?","passwordResetMailBody":"Your key: {{password_reset_hash}}"}
            """);
        var anna = await Shop.CustomerAsync();
        await Shop.PostAsync("/sauth/clients/password-reset/request", await Shop.AnonymousTokenAsync(), $$"""{"email":"{{anna.Email}}"}""");

        var mails = await Shop.InboxAsync(anna.Email);

        Assert.Equal(["Forgotten?", "Welcome to Freehold"], mails.Select(mail => (string?)mail!["subject"]));
        Assert.Equal($"Your key: {mails[0]!["token"]}", (string?)mails[0]!["text"]);
        Assert.Equal($"Hello, {mails[1]!["link"]} confirm", (string?)mails[1]!["text"]);
    }

    private async Task<Answer> SetAsync(string body) => await Shop.PostAsync("/sauth/settings", await Shop.BusinessTokenAsync(), body);
}
