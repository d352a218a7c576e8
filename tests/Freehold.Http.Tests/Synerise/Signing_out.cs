namespace Freehold.Http.Tests.Synerise;

public sealed class Signing_out : IAsyncLifetime
{
    private TestServer server = null!;
    private Shop shop = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        shop = new Shop(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("""{"action":"SIGN_OUT"}""")]
    [InlineData("""{"action":"SIGN_OUT_WITH_SESSION_DESTROY","fromAllDevices":false}""")]
    [InlineData("""{"action":"LOGOUT"}""")]
    [InlineData("""{"action":"LOGOUT_WITH_SESSION_CLEARING"}""")]
    public async Task ends_this_session_at_once_and_no_other(string? body)
    {
        var anna = await shop.CustomerAsync();
        var elsewhere = new Customer(shop, anna.Email, (await shop.SignInAsync(anna.Email, Shop.Password)).Json["token"]!.GetValue<string>());

        var answer = body is null
            ? await shop.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sauth/my-account/logout"), anna.Token)
            : await anna.PostAsync("/sauth/my-account/logout", body);

        Assert.Equal((200, ""), (answer.Status, answer.Text));
        Assert.Equal((401, 200), ((await anna.ReadAsync()).Status, (await elsewhere.ReadAsync()).Status));
        Assert.Equal(401, (await shop.PostAsync("/sauth/v3/auth/refresh/client", anna.Token, $$"""{"apiKey":"{{Shop.ProfileKey}}"}""")).Status);
    }

    [Fact]
    public async Task everywhere_ends_every_session()
    {
        var anna = await shop.CustomerAsync();
        var elsewhere = new Customer(shop, anna.Email, (await shop.SignInAsync(anna.Email, Shop.Password)).Json["token"]!.GetValue<string>());

        Assert.Equal(200, (await anna.PostAsync("/v4/my-account/logout", """{"fromAllDevices":true}""")).Status);

        Assert.Equal((401, 401), ((await anna.ReadAsync()).Status, (await elsewhere.ReadAsync()).Status));
    }

    [Fact]
    public async Task knows_no_other_action()
    {
        var anna = await shop.CustomerAsync();

        Assert.Equal(["action"], (await anna.PostAsync("/sauth/my-account/logout", """{"action":"LEAVE"}""")).Fields);
        Assert.Equal(200, (await anna.ReadAsync()).Status);
    }
}
