using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Synerise;

/// <summary>Sign-ins from devices that the account does not know, while the workspace wants them confirmed.</summary>
public sealed class Controlling_devices : In_a_shop
{
    private const string Anna = "anna@example.com";
    private const string Phone = "ec9d4410-4048-43e5-b755-f7d53d00656c";
    private const string Tablet = "b3f56868-9667-4843-a8e5-0509456baa9b";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Shop.RegisterAsync($$"""{"email":"{{Anna}}","password":"{{Shop.Password}}","deviceId":"{{Phone}}"}""");
        await SetAsync("APPROVE");
    }

    [Fact]
    public async Task is_off_unless_the_workspace_switches_it_on()
    {
        await SetAsync("OFF");
        var mails = (await Shop.InboxAsync(Anna)).Count;

        Assert.Equal(200, (await SignInAsync(Tablet)).Status);
        Assert.Equal(200, (await SignInAsync(null)).Status);
        Assert.Equal(mails, (await Shop.InboxAsync(Anna)).Count);
    }

    [Fact]
    public async Task lets_the_device_of_the_registration_in()
    {
        var mails = (await Shop.InboxAsync(Anna)).Count;

        Assert.Equal(200, (await SignInAsync(Phone)).Status);
        Assert.Equal(mails, (await Shop.InboxAsync(Anna)).Count);
    }

    [Fact]
    public async Task refuses_an_unknown_device_until_the_mailed_link_is_confirmed()
    {
        var refused = await SignInAsync(Tablet);
        var mail = await MailAsync();
        var page = await Shop.GetAsync(PathOf(mail), null);
        var looked = await SignInAsync(Tablet);
        var confirmed = await Shop.PostAsync(PathOf(mail), null, "", "application/x-www-form-urlencoded");

        Assert.Equal((403, "FRH-2009"), (refused.Status, (string)refused.Json["errorCode"]!));
        Assert.Contains("the internet address 127.0.0.1.", (string)mail["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(Tablet, mail.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((200, 403, 200), (page.Status, looked.Status, confirmed.Status));
        Assert.Equal(200, (await SignInAsync(Tablet)).Status);
        Assert.Equal(403, (await SignInAsync("another")).Status);
    }

    [Fact]
    public async Task without_an_id_goes_by_the_cookie_that_the_refusal_sets()
    {
        var refused = await SignInAsync(null);
        var cookie = CookieOf(refused);
        await ConfirmAsync();

        Assert.Equal(403, refused.Status);
        var signedIn = await SignInAsync(null, cookie: cookie);
        Assert.Equal((200, 200), (signedIn.Status, (await SignInAsync(null, cookie: CookieOf(signedIn))).Status));
        Assert.Equal((403, 403), ((await SignInAsync(null)).Status, (await SignInAsync(null, cookie: CookieOf(signedIn)[..^6] + "AAAAAA")).Status));
        Assert.Equal(403, (await SignInAsync(null, cookie: cookie)).Status);
    }

    [Fact]
    public async Task does_not_take_the_cookie_of_an_earlier_sign_in_for_a_confirmed_device()
    {
        await SetAsync("OFF");
        var cookie = CookieOf(await SignInAsync(null));
        await SetAsync("APPROVE");

        Assert.Equal(403, (await SignInAsync(null, cookie: cookie)).Status);
        await ConfirmAsync();
        Assert.Equal(200, (await SignInAsync(null, cookie: cookie)).Status);
    }

    [Fact]
    public async Task tells_a_published_status_where_the_sign_in_is_conditional()
    {
        var unknown = await SignInAsync(Tablet, path: "/sauth/v3/auth/login/client/conditional");
        var wrong = await SignInAsync(Tablet, password: "wrong password", path: "/sauth/v2/auth/login/client/conditional");
        var known = await SignInAsync(Phone, path: "/sauth/v3/auth/login/client/conditional");

        Assert.Equal("""{"status":"APPROVAL_REQUIRED","conditions":[]}""", unknown.Text);
        Assert.Equal("""{"status":"UNAUTHORIZED","conditions":[]}""", wrong.Text);
        Assert.Equal("SUCCESS", (string)known.Json["status"]!);
    }

    [Fact]
    public async Task neither_tells_nor_mails_anything_after_a_wrong_password()
    {
        var mails = (await Shop.InboxAsync(Anna)).Count;

        var unknown = await SignInAsync(Tablet, password: "wrong password");
        var known = await SignInAsync(Phone, password: "wrong password");
        var nobody = await SignInAsync(Tablet, password: "wrong password", email: "nobody@example.com");

        Assert.Equal((401, 401, 401), (unknown.Status, known.Status, nobody.Status));
        Assert.Equal([Says(nobody), Says(nobody)], [Says(unknown), Says(known)]);
        Assert.False(unknown.Response.Headers.Contains("Set-Cookie"));
        Assert.Equal(mails, (await Shop.InboxAsync(Anna)).Count);
    }

    [Fact]
    public async Task counts_tries_with_unknown_devices_like_wrong_passwords()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(403, (await SignInAsync("guess " + i)).Status);

        var sixth = await SignInAsync(Phone);
        await ConfirmAsync();

        Assert.Equal(429, sixth.Status);
        Assert.Equal(200, (await SignInAsync(Phone)).Status);
    }

    [Fact]
    public async Task takes_a_browser_that_waits_for_the_confirmation_for_a_stranger()
    {
        var cookie = CookieOf(await SignInAsync(null));
        for (var i = 0; i < 4; i++) await SignInAsync("guess " + i, cookie: cookie);

        Assert.Equal(429, (await SignInAsync(null)).Status);
        Assert.Equal(429, (await SignInAsync(null, cookie: cookie)).Status);
    }

    [Fact]
    public async Task mails_once_a_minute_and_leaves_older_links_good()
    {
        var before = (await Shop.InboxAsync(Anna)).Count;
        await SignInAsync(Tablet);
        await SignInAsync("another");
        Assert.Equal(before + 1, (await Shop.InboxAsync(Anna)).Count);

        var first = await MailAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await SignInAsync("another");
        await UseAsync(first);

        Assert.Equal(before + 2, (await Shop.InboxAsync(Anna)).Count);
        Assert.Equal(200, (await SignInAsync(Tablet)).Status);
    }

    [Fact]
    public async Task holds_for_browsers_too()
    {
        using var laptop = Server.NewClient(cookies: true);
        using var other = Server.NewClient(cookies: true);

        var refused = await BrowseAsync(laptop);
        await BrowseAsync(other);
        await ConfirmAsync();

        Assert.Equal((403, "device_not_confirmed"), (refused.Status, (string)refused.Json["code"]!));
        Assert.Equal((200, 403), ((await BrowseAsync(laptop)).Status, (await BrowseAsync(other)).Status));
        Assert.Equal(200, (await BrowseAsync(laptop)).Status);
    }

    [Fact]
    public async Task holds_on_the_page_to_sign_in()
    {
        using var browser = Server.NewClient(cookies: true);

        var refused = await PageAsync(browser);
        await ConfirmAsync();

        Assert.Equal(403, refused.Status);
        Assert.Contains("We do not know this device yet", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await PageAsync(browser)).Status);
    }

    [Fact]
    public async Task tells_of_a_new_device_and_lets_it_in_where_that_is_all_the_workspace_wants()
    {
        await SetAsync("NOTIFY");
        var before = (await Shop.InboxAsync(Anna)).Count;

        Assert.Equal(200, (await SignInAsync(Tablet)).Status);
        Server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await SignInAsync(Tablet)).Status);

        var mails = await Shop.InboxAsync(Anna);
        Assert.Equal((before + 1, "A new device"), (mails.Count, (string)mails[0]!["subject"]!));
        for (var i = 0; i < 12; i++) await SignInAsync("another " + i);
        Assert.Equal(before + 11, (await Shop.InboxAsync(Anna)).Count);
        await SetAsync("APPROVE");
        Assert.Equal(200, (await SignInAsync(Tablet)).Status);
    }

    [Fact]
    public async Task knows_the_device_on_which_a_password_was_reset()
    {
        var visitor = await Shop.AnonymousTokenAsync();
        await Shop.PostAsync("/sauth/clients/password-reset/request", visitor, $$"""{"email":"{{Anna}}"}""");
        var bad = await Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, """{"token":"1.x","password":"another horse","deviceId":7}""");
        await Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, $$"""{"token":"{{(await MailAsync())["token"]}}","password":"another horse","deviceId":"{{Tablet}}"}""");

        Assert.Equal(["deviceId"], bad.Fields);
        Assert.Equal((200, 403), ((await SignInAsync(Tablet, password: "another horse")).Status, (await SignInAsync(null, password: "another horse")).Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task knows_the_browser_in_which_the_mailbox_was_proved(bool byReset)
    {
        using var browser = Server.NewClient(cookies: true);
        using var other = Server.NewClient(cookies: true);
        if (byReset) await Shop.PostAsync("/sauth/clients/password-reset/request", await Shop.AnonymousTokenAsync(), $$"""{"email":"{{Anna}}"}""");
        var form = new Dictionary<string, string> { [byReset ? "password" : "current"] = Shop.Password };

        var proved = await ReadAsync(browser.PostAsync(PathOf(await MailAsync()), new FormUrlEncodedContent(form), Ct));

        Assert.Equal(200, proved.Status);
        Assert.Equal((200, 200, 403), ((await PageAsync(browser)).Status, (await BrowseAsync(browser)).Status, (await PageAsync(other)).Status));
    }

    [Fact]
    public async Task sets_no_cookie_with_a_proof_while_it_is_off()
    {
        await SetAsync("OFF");

        var proved = await Shop.PostAsync(PathOf(await MailAsync()), null, "current=correct+horse", "application/x-www-form-urlencoded");

        Assert.Equal(200, proved.Status);
        Assert.False(proved.Response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task knows_the_device_that_activated_the_account()
    {
        await Shop.PostAsync("/sauth/settings", await Shop.BusinessTokenAsync(), """{"registrationType":"PIN","deviceControl":"APPROVE"}""");
        await Shop.RegisterAsync($$"""{"email":"carl@example.com","password":"{{Shop.Password}}"}""");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var visitor = await Shop.AnonymousTokenAsync();
        await Shop.PostAsync("/sauth/clients/activation/by-pin-code/request", visitor, $$"""{"email":"carl@example.com","deviceId":"{{Tablet}}"}""");
        await Shop.PostAsync("/sauth/clients/activation/by-pin-code/confirmation", visitor, $$"""{"email":"carl@example.com","pinCode":"{{await Shop.CodeAsync("carl@example.com")}}","deviceId":"{{Tablet}}"}""");

        Assert.Equal(200, (await SignInAsync(Tablet, email: "carl@example.com")).Status);
    }

    [Fact]
    public async Task refuses_a_forgotten_device_again()
    {
        var token = (string)(await SignInAsync(Phone)).Json["token"]!;
        var known = (await Shop.GetAsync("/account/v1/devices", token)).Json["devices"]!.AsArray();

        var forgotten = await Shop.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/account/v1/devices/{known.Single()!["id"]}"), token);

        Assert.Equal(204, forgotten.Status);
        Assert.Equal(403, (await SignInAsync(Phone)).Status);
        Assert.Equal(200, (await Shop.GetAsync("/v4/my-account/personal-information", token)).Status);
    }

    [Fact]
    public async Task follows_the_configuration_where_the_business_side_says_nothing()
    {
        await using var strict = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Workspace:DeviceControl"] = "approve" });
        var office = await Office.OpenAsync(strict);

        Assert.Equal("APPROVE", (string?)(await office.GetAsync("/sauth/settings")).Json["deviceControl"]);
        Assert.Equal("APPROVE", (string?)(await office.PostAsync("/sauth/settings", "{}")).Json["deviceControl"]);
        strict.Services.GetRequiredService<FreeholdOptions>().Workspace.DeviceControl = "NOTIFY";
        strict.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("NOTIFY", (string?)(await office.GetAsync("/sauth/settings")).Json["deviceControl"]);
        Assert.Equal("OFF", (string?)(await office.PostAsync("/sauth/settings", """{"deviceControl":"off"}""")).Json["deviceControl"]);
        Assert.Equal(["deviceControl"], (await office.PostAsync("/sauth/settings", """{"deviceControl":"SOMETIMES"}""")).Fields);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0000b\"")]
    public async Task names_a_device_id_that_is_none(string deviceId)
    {
        var answer = await Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"{{Anna}}","password":"{{Shop.Password}}","deviceId":{{deviceId}}}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal(["deviceId"], answer.Fields);
        Assert.Equal(400, (await SignInAsync(new string('x', 10_000))).Status);
    }

    private async Task SetAsync(string control) => Assert.Equal(200, (await Shop.PostAsync("/sauth/settings", await Shop.BusinessTokenAsync(), $$"""{"deviceControl":"{{control}}"}""")).Status);

    private Task<Answer> SignInAsync(string? deviceId, string password = Shop.Password, string email = Anna, string path = "/sauth/v3/auth/login/client", string? cookie = null)
    {
        var body = new JsonObject { ["apiKey"] = Shop.ProfileKey, ["identityProvider"] = "SYNERISE", ["email"] = email, ["password"] = password };
        if (deviceId is not null) body["deviceId"] = deviceId;
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return Shop.SendAsync(request, null);
    }

    private static Task<Answer> BrowseAsync(HttpClient browser) => ReadAsync(browser.PostAsync(
        "/account/v1/session", new StringContent($$"""{"email":"{{Anna}}","password":"{{Shop.Password}}"}""", System.Text.Encoding.UTF8, "application/json"), Ct));

    private static Task<Answer> PageAsync(HttpClient browser) =>
        ReadAsync(browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = Anna, ["password"] = Shop.Password }), Ct));

    private static async Task<Answer> ReadAsync(Task<HttpResponseMessage> asked)
    {
        var response = await asked;
        return new Answer(response, await response.Content.ReadAsStringAsync(Ct));
    }

    private async Task<JsonNode> MailAsync() => (await Shop.InboxAsync(Anna))[0]!;

    private async Task ConfirmAsync() => await UseAsync((await Shop.InboxAsync(Anna)).First(mail => (string?)mail!["subject"] == "Was this sign-in yours?")!);

    private async Task UseAsync(JsonNode mail) => Assert.Equal(200, (await Shop.PostAsync(PathOf(mail), null, "", "application/x-www-form-urlencoded")).Status);

    private static string PathOf(JsonNode mail) => new Uri((string)mail["link"]!).AbsolutePath;

    private static string CookieOf(Answer answer) => answer.Response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("freehold-device=", StringComparison.Ordinal)).Split(';')[0];

    private static string Says(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }
}
