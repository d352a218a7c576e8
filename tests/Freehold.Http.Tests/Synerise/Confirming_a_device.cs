namespace Freehold.Http.Tests.Synerise;

/// <summary>The token of the mail, as the documented call sends it, and what thieves may try with it.</summary>
public sealed class Confirming_a_device : In_a_shop
{
    private const string Anna = "anna@example.com";
    private const string Eve = "eve@example.com";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Shop.PostAsync("/sauth/settings", await Shop.BusinessTokenAsync(), """{"deviceControl":"APPROVE"}""");
        foreach (var email in (string[])[Anna, Eve]) await Shop.RegisterAsync($$"""{"email":"{{email}}","password":"{{Shop.Password}}"}""");
    }

    [Fact]
    public async Task is_asked_for_by_an_app_and_works_once()
    {
        var token = await TokenAsync(Anna);

        Assert.Equal((200, 400), ((await ConfirmAsync(token)).Status, (await ConfirmAsync(token)).Status));
        Assert.Equal(200, (await SignInAsync(Anna)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")]
    [InlineData("application/json, */*")]
    public async Task is_left_to_the_page_when_something_merely_follows_links(string? accept)
    {
        var token = await TokenAsync(Anna);

        var answer = await ConfirmAsync(token, accept);

        Assert.Equal((302, $"{Server.Url.OriginalString}/link/{token}"), (answer.Status, answer.Response.Headers.Location!.OriginalString));
        Assert.Equal(403, (await SignInAsync(Anna)).Status);
        Assert.Equal(200, (await ConfirmAsync(token)).Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.wrong")]
    [InlineData("1.\u00E9")]
    [InlineData("1.a%0Ab")]
    [InlineData("53b1e613-826b-4b9e-8ee3-2ff7dde2f1e4")]
    public async Task refuses_what_is_no_token(string token)
    {
        var answer = await ConfirmAsync(token);

        Assert.Equal((400, "FRH-3001"), (answer.Status, (string)answer.Json["errorCode"]!));
        Assert.Equal(["token"], answer.Fields);
        Assert.Contains((await ConfirmAsync(token, accept: null)).Status, (int[])[302, 400]);
    }

    [Fact]
    public async Task refuses_the_token_of_another_customer_or_purpose()
    {
        var (annas, eves) = (await TokenAsync(Anna), await TokenAsync(Eve));
        var verification = (string)(await Shop.InboxAsync(Anna)).Last()!["token"]!;
        var crossed = $"{annas.Split('.')[0]}.{eves.Split('.')[1]}";

        Assert.Equal((400, 400), ((await ConfirmAsync(crossed)).Status, (await ConfirmAsync(verification)).Status));
        Assert.Equal(200, (await ConfirmAsync(eves)).Status);
        Assert.Equal((403, 200), ((await SignInAsync(Anna)).Status, (await SignInAsync(Eve)).Status));
    }

    [Fact]
    public async Task refuses_a_token_whose_half_hour_is_over()
    {
        var token = await TokenAsync(Anna);
        Server.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(400, (await ConfirmAsync(token)).Status);
        Assert.Equal(410, (await Shop.PostAsync("/link/" + token, null, "", "application/x-www-form-urlencoded")).Status);
        Assert.Equal(403, (await SignInAsync(Anna)).Status);
    }

    [Fact]
    public async Task refuses_a_token_from_before_the_password_was_changed()
    {
        // With a proved mailbox; otherwise the reset discards everything, links too.
        var visitor = await Shop.AnonymousTokenAsync();
        await Shop.PostAsync("/sauth/clients/activation/confirmation", visitor, $$"""{"token":"{{(await Shop.InboxAsync(Anna))[0]!["token"]}}","password":"{{Shop.Password}}"}""");
        await Shop.PostAsync("/sauth/clients/password-reset/request", visitor, $$"""{"email":"{{Anna}}"}""");
        var reset = (await Shop.InboxAsync(Anna))[0]!["token"];
        var token = await TokenAsync(Anna);
        Assert.Equal(200, (await Shop.PostAsync("/sauth/clients/password-reset/confirmation", visitor, $$"""{"token":"{{reset}}","password":"another horse"}""")).Status);

        Assert.Equal(400, (await ConfirmAsync(token)).Status);
    }

    private async Task<string> TokenAsync(string email)
    {
        Assert.Equal(403, (await SignInAsync(email)).Status);
        return (string)(await Shop.InboxAsync(email))[0]!["token"]!;
    }

    private Task<Answer> SignInAsync(string email) =>
        Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"{{email}}","password":"{{Shop.Password}}","deviceId":"d-1"}""");

    private Task<Answer> ConfirmAsync(string token, string? accept = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/sauth/client/device-control/" + token);
        if (accept is not null) request.Headers.Add("Accept", accept);
        return Shop.SendAsync(request, null);
    }
}
