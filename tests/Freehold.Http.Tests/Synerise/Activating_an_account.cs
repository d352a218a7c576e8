using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Synerise;

public sealed class Activating_an_account
{
    private const string Anna = "anna@example.com";
    private const string Uuid = "07243772-008a-42e1-ba37-c3807cebde8f";

    [Theory]
    [InlineData("ACTIVATION")]
    [InlineData("PIN")]
    public async Task comes_before_the_first_sign_in_and_is_told_only_after_the_right_password(string mode)
    {
        await using var server = await StartAsync(mode);
        var shop = new Shop(server);
        Assert.Equal(200, (await RegisterAsync(shop)).Status);

        Assert.Equal(403, (await shop.SignInAsync(Anna, Shop.Password)).Status);
        Assert.Equal(401, (await shop.SignInAsync(Anna, "wrong password")).Status);
        Assert.Equal("ACTIVATION_REQUIRED", await ConditionalAsync(shop, Shop.Password));
        Assert.Equal("UNAUTHORIZED", await ConditionalAsync(shop, "wrong password"));
    }

    [Theory]
    [InlineData("AUTOMATIC")]
    [InlineData("CONFIRMATION")]
    [InlineData("PIN_THIRD_PARTY")]
    public async Task does_not_come_first_in_the_other_modes(string mode)
    {
        await using var server = await StartAsync(mode);
        var shop = new Shop(server);
        await RegisterAsync(shop);

        var signedIn = await shop.SignInAsync(Anna, Shop.Password);

        Assert.Equal(200, signedIn.Status);
        Assert.False(await ConfirmedAsync(shop, signedIn));
        await ConfirmAsync(shop, $$"""{"token":"{{await TokenAsync(shop)}}"}""");
        Assert.True(await ConfirmedAsync(shop, signedIn));
    }

    [Theory]
    [InlineData("/sauth")]
    [InlineData("/v4")]
    public async Task works_once_with_the_mailed_token(string prefix)
    {
        await using var server = await StartAsync("ACTIVATION");
        var shop = new Shop(server);
        await RegisterAsync(shop);
        var token = await TokenAsync(shop);

        var body = $$"""{"token":"{{token}}"}""";
        Assert.Equal(200, (await ConfirmAsync(shop, body, prefix)).Status);
        var replayed = await ConfirmAsync(shop, body, prefix);

        Assert.Equal((400, "token"), (replayed.Status, replayed.Fields.Single()));
        Assert.True(await ConfirmedAsync(shop, await shop.SignInAsync(Anna, Shop.Password)));
    }

    [Fact]
    public async Task can_be_asked_for_again_and_then_only_the_newer_link_works()
    {
        await using var server = await StartAsync("ACTIVATION");
        var shop = new Shop(server);
        await RegisterAsync(shop);
        var first = await TokenAsync(shop);

        Assert.Equal(200, (await VisitAsync(shop, "/sauth/clients/activation/request", $$"""{"email":"{{Anna}}"}""")).Status);
        var second = await TokenAsync(shop);

        Assert.NotEqual(first, second);
        Assert.Equal(400, (await ConfirmAsync(shop, $$"""{"token":"{{first}}"}""")).Status);
        Assert.Equal(200, (await ConfirmAsync(shop, $$"""{"token":"{{second}}"}""")).Status);
    }

    [Fact]
    public async Task by_a_pin_is_mailed_to_whoever_registers_after_strangers_asked_for_the_address()
    {
        await using var server = await StartAsync("PIN");
        var shop = new Shop(server);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await VisitAsync(shop, "/sauth/clients/activation/by-pin-code/request", $$"""{"email":"{{Anna}}","uuid":"{{Uuid}}","deviceId":"phone"}""")).Status);
            server.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        await RegisterAsync(shop);

        Assert.Matches("^[0-9]{6}$", await shop.CodeAsync(Anna));
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(1, 400)]
    public async Task ends_after_24_hours(int seconds, int status)
    {
        await using var server = await StartAsync("ACTIVATION");
        var shop = new Shop(server);
        await RegisterAsync(shop);
        var token = await TokenAsync(shop);

        server.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await ConfirmAsync(shop, $$"""{"token":"{{token}}"}""")).Status);
    }

    [Fact]
    public async Task with_a_PIN_works_only_on_the_device_that_asked()
    {
        await using var server = await StartAsync("PIN");
        var shop = new Shop(server);
        await RegisterAsync(shop);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await VisitAsync(shop, "/sauth/clients/activation/by-pin-code/request", $$"""{"email":"{{Anna}}","uuid":"{{Uuid}}","deviceId":"phone"}""");
        var pin = await shop.CodeAsync(Anna);

        Assert.Equal(400, (await ConfirmPinAsync(shop, pin, """ "uuid":"another","deviceId":"phone" """)).Status);
        Assert.Equal(400, (await ConfirmPinAsync(shop, pin, $""" "uuid":"{Uuid}","deviceId":"tablet" """)).Status);
        Assert.Equal(400, (await ConfirmPinAsync(shop, pin, $""" "uuid":"{Uuid}" """)).Status);
        Assert.Equal(200, (await ConfirmPinAsync(shop, pin, $""" "uuid":"{Uuid}","deviceId":"phone" """)).Status);

        Assert.Equal(400, (await ConfirmPinAsync(shop, pin, $""" "uuid":"{Uuid}","deviceId":"phone" """)).Status);
        Assert.True(await ConfirmedAsync(shop, await shop.SignInAsync(Anna, Shop.Password)));
    }

    [Fact]
    public async Task with_a_PIN_gives_up_after_five_wrong_ones_and_says_no_more_than_for_an_unknown_address()
    {
        await using var server = await StartAsync("PIN");
        var shop = new Shop(server);
        await RegisterAsync(shop);
        var pin = await shop.CodeAsync(Anna);
        var device = $""" "uuid":"{Uuid}" """;

        for (var i = 0; i < 5; i++) Assert.Equal(400, (await ConfirmPinAsync(shop, Shop.Other(pin), device)).Status);
        var right = await ConfirmPinAsync(shop, pin, device);
        var unknown = await ConfirmPinAsync(shop, pin, device, "nobody@example.com");

        Assert.Equal((400, unknown.Status), (right.Status, right.Status));
        Assert.Equal(Shape(unknown), Shape(right));
        Assert.Equal("ACTIVATION_REQUIRED", await ConditionalAsync(shop, Shop.Password));
    }

    [Theory]
    [InlineData("ACTIVATION")]
    [InlineData("PIN")]
    public async Task never_tells_a_known_address_from_a_new_one(string mode)
    {
        // T01, T03
        await using var server = await StartAsync(mode);
        var shop = new Shop(server);
        var made = await RegisterAsync(shop);

        var again = await shop.RegisterAsync($$"""{"email":"ANNA@example.com","password":"another password","firstName":"Eve"}""");

        Assert.Equal((made.Status, made.Text, Headers(made)), (again.Status, again.Text, Headers(again)));
        Assert.Equal("You already have an account", (string?)(await shop.InboxAsync(Anna))[0]!["subject"]);
        Assert.Equal("UNAUTHORIZED", await ConditionalAsync(shop, "another password"));
        foreach (var path in new[] { "/sauth/clients/activation/request", "/sauth/clients/activation/by-pin-code/request" })
        {
            var known = await VisitAsync(shop, path, $$"""{"email":"{{Anna}}"}""");
            var unknown = await VisitAsync(shop, path, """{"email":"nobody@example.com"}""");
            Assert.Equal((known.Status, known.Text, Headers(known)), (unknown.Status, unknown.Text, Headers(unknown)));
        }

        Assert.Empty(await shop.InboxAsync("nobody@example.com"));
    }

    [Fact]
    public async Task gives_the_owner_of_the_mailbox_who_never_registered_the_last_word()
    {
        // T04: a stranger registers the address; its owner is fooled into activating it from a device of their own.
        await using var server = await StartAsync("ACTIVATION");
        var shop = new Shop(server);
        await shop.RegisterAsync($$"""{"email":"{{Anna}}","password":"{{Shop.Password}}","uuid":"strangers","firstName":"Eve","phone":"+48555015332"}""");
        await ConfirmAsync(shop, $$"""{"token":"{{await TokenAsync(shop)}}","uuid":"{{Uuid}}"}""");
        Assert.Equal(200, (await shop.SignInAsync(Anna, Shop.Password)).Status);

        await VisitAsync(shop, "/sauth/clients/password-reset/request", $$"""{"email":"{{Anna}}"}""");
        await VisitAsync(shop, "/sauth/clients/password-reset/confirmation", $$"""{"token":"{{await TokenAsync(shop)}}","password":"the owner's own"}""");

        Assert.Equal(401, (await shop.SignInAsync(Anna, Shop.Password)).Status);
        var account = await AccountAsync(shop, await shop.SignInAsync(Anna, "the owner's own"));
        Assert.Null(account["firstName"]);
        Assert.Null(account["phone"]);
    }

    [Theory]
    [InlineData("\"uuid\":\"" + Uuid + "\"")]
    [InlineData("\"password\":\"" + Shop.Password + "\"")]
    public async Task keeps_everything_of_the_customer_who_registered(string proof)
    {
        await using var server = await StartAsync("ACTIVATION");
        var shop = new Shop(server);
        await shop.RegisterAsync($$"""{"email":"{{Anna}}","password":"{{Shop.Password}}","uuid":"{{Uuid}}","firstName":"Anna"}""");
        Assert.Equal(200, (await ConfirmAsync(shop, $$"""{"token":"{{await TokenAsync(shop)}}",{{proof}}}""")).Status);

        await VisitAsync(shop, "/sauth/clients/password-reset/request", $$"""{"email":"{{Anna}}"}""");
        await VisitAsync(shop, "/sauth/clients/password-reset/confirmation", $$"""{"token":"{{await TokenAsync(shop)}}","password":"a new passphrase"}""");

        Assert.Equal("Anna", (string?)(await AccountAsync(shop, await shop.SignInAsync(Anna, "a new passphrase")))["firstName"]);
    }

    [Fact]
    public async Task with_a_wrong_password_beside_the_token_uses_nothing_up()
    {
        await using var server = await StartAsync("ACTIVATION");
        var shop = new Shop(server);
        await RegisterAsync(shop);
        var token = await TokenAsync(shop);

        Assert.Equal(403, (await ConfirmAsync(shop, $$"""{"token":"{{token}}","password":"wrong password"}""")).Status);
        Assert.Equal(200, (await ConfirmAsync(shop, $$"""{"token":"{{token}}","password":"{{Shop.Password}}"}""")).Status);
    }

    private static Task<TestServer> StartAsync(string mode) =>
        TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Synerise:RegistrationType"] = mode });

    private static Task<Answer> RegisterAsync(Shop shop) =>
        shop.RegisterAsync($$"""{"email":"{{Anna}}","password":"{{Shop.Password}}","uuid":"{{Uuid}}"}""");

    private static async Task<Answer> VisitAsync(Shop shop, string path, string body) => await shop.PostAsync(path, await shop.AnonymousTokenAsync(), body);

    private static Task<Answer> ConfirmAsync(Shop shop, string body, string prefix = "/sauth") => VisitAsync(shop, prefix + "/clients/activation/confirmation", body);

    private static Task<Answer> ConfirmPinAsync(Shop shop, string pin, string device, string email = Anna) =>
        VisitAsync(shop, "/sauth/clients/activation/by-pin-code/confirmation", $$"""{"pinCode":"{{pin}}","email":"{{email}}",{{device}}}""");

    private static async Task<string> ConditionalAsync(Shop shop, string password) =>
        (string)(await shop.PostAsync("/sauth/v3/auth/login/client/conditional", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"{{Anna}}","password":"{{password}}"}""")).Json["status"]!;

    private static async Task<string> TokenAsync(Shop shop) => (string)(await shop.InboxAsync(Anna)).First(message => message!["link"] is not null)!["link"]!.GetValue<string>().Split('/')[^1];

    private static async Task<JsonNode> AccountAsync(Shop shop, Answer signedIn) => (await shop.GetAsync("/v4/my-account/personal-information", (string)signedIn.Json["token"]!)).Json;

    private static async Task<bool> ConfirmedAsync(Shop shop, Answer signedIn) => (bool)(await AccountAsync(shop, signedIn))["attributes"]!["snrs_email_confirmed"]!;

    private static string Headers(Answer answer) =>
        string.Join('\n', answer.Response.Headers.Concat(answer.Response.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));

    private static string Shape(Answer answer)
    {
        var error = answer.Json.AsObject();
        error.Remove("traceId");
        return error.ToJsonString();
    }
}
