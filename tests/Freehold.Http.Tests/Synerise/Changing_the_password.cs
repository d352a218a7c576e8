namespace Freehold.Http.Tests.Synerise;

/// <summary>T03, T15 and T16 through this dialect.</summary>
public sealed class Changing_the_password : In_a_shop
{
    private const string Next = "battery staple";

    [Theory]
    [InlineData("/sauth")]
    [InlineData("/v4")]
    public async Task ends_the_other_sessions_but_not_the_acting_one(string prefix)
    {
        var anna = await Shop.CustomerAsync();
        var elsewhere = new Customer(Shop, anna.Email, (await Shop.SignInAsync(anna.Email, Shop.Password)).Json["token"]!.GetValue<string>());

        var changed = await anna.PostAsync(prefix + "/my-account/change-password", $$"""{"oldPassword":"{{Shop.Password}}","password":"{{Next}}","uuid":"u","deviceId":"d"}""");

        Assert.Equal((200, ""), (changed.Status, changed.Text));
        Assert.Equal((200, 401), ((await anna.ReadAsync()).Status, (await elsewhere.ReadAsync()).Status));
        Assert.Equal(401, (await Shop.SignInAsync(anna.Email, Shop.Password)).Status);
        Assert.Equal(200, (await Shop.SignInAsync(anna.Email, Next)).Status);
    }

    [Fact]
    public async Task needs_the_current_one_and_a_good_new_one()
    {
        var anna = await Shop.CustomerAsync();

        var wrong = await anna.PostAsync("/sauth/my-account/change-password", $$"""{"oldPassword":"wrong password","password":"{{Next}}"}""");
        var bad = await anna.PostAsync("/sauth/my-account/change-password", $$"""{"oldPassword":"{{Shop.Password}}","password":"short"}""");
        var missing = await anna.PostAsync("/sauth/my-account/change-password", "{}");
        var strange = await anna.PostAsync("/sauth/my-account/change-password", $$"""{"oldPassword":"{{Shop.Password}}","password":"{{Next}}","uuid":7,"deviceId":""}""");

        Assert.Equal((403, 400, 400), (wrong.Status, bad.Status, missing.Status));
        Assert.Equal(["oldPassword", "password"], missing.Fields);
        Assert.Equal(["uuid", "deviceId"], strange.Fields);
        Assert.Equal(["password"], bad.Fields);
        Assert.Equal(200, (await Shop.SignInAsync(anna.Email, Shop.Password)).Status);
    }

    [Fact]
    public async Task by_mail_answers_alike_for_known_and_unknown_addresses()
    {
        var anna = await Shop.CustomerAsync();
        var visitor = await Shop.AnonymousTokenAsync();

        var known = await Shop.PostAsync("/sauth/clients/password-reset/request", visitor, $$"""{"email":"{{anna.Email}}"}""");
        var unknown = await Shop.PostAsync("/v4/clients/password-reset/request", visitor, """{"email":"nobody@example.com"}""");

        Assert.Equal((200, ""), (known.Status, known.Text));
        Assert.Equal((200, ""), (unknown.Status, unknown.Text));
        Assert.Empty(await Shop.InboxAsync("nobody@example.com"));
        Assert.Equal(400, (await Shop.PostAsync("/sauth/clients/password-reset/request", visitor, "{}")).Status);
        Assert.Equal(401, (await Shop.PostAsync("/sauth/clients/password-reset/request", null, $$"""{"email":"{{anna.Email}}"}""")).Status);
    }

    [Fact]
    public async Task by_mail_works_once_and_ends_every_session()
    {
        var anna = await Shop.CustomerAsync();
        var visitor = await Shop.AnonymousTokenAsync();
        await Shop.PostAsync("/sauth/clients/password-reset/request", visitor, $$"""{"email":"{{anna.Email}}"}""");
        var token = (await Shop.InboxAsync(anna.Email))[0]!["token"]!.GetValue<string>();
        var body = $$"""{"token":"{{token}}","password":"{{Next}}"}""";

        Assert.Equal(["password"], (await Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, $$"""{"token":"{{token}}","password":"short"}""")).Fields);
        Assert.Equal(200, (await Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, body)).Status);
        Assert.Equal(["token"], (await Shop.PostAsync("/v4/clients/password-reset/confirmation", visitor, body)).Fields);

        Assert.Equal(401, (await anna.ReadAsync()).Status);
        var again = await Shop.SignInAsync(anna.Email, Next);
        Assert.Equal(200, again.Status);
        Assert.True((await Shop.GetAsync("/v4/my-account/personal-information", again.Json["token"]!.GetValue<string>())).Json["attributes"]!["snrs_email_confirmed"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(1799, 200)]
    [InlineData(1800, 400)]
    public async Task by_mail_must_happen_within_half_an_hour(int seconds, int status)
    {
        var anna = await Shop.CustomerAsync();
        await Shop.PostAsync("/sauth/clients/password-reset/request", await Shop.AnonymousTokenAsync(), $$"""{"email":"{{anna.Email}}"}""");
        var token = (await Shop.InboxAsync(anna.Email))[0]!["token"]!.GetValue<string>();

        Server.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await Shop.PostAsync("/sauth/clients/password-reset/confirmation", await Shop.AnonymousTokenAsync(), $$"""{"token":"{{token}}","password":"{{Next}}"}""")).Status);
    }
}
