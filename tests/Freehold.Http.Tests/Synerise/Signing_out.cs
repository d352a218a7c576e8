namespace Freehold.Http.Tests.Synerise;

public sealed class Signing_out : In_a_shop
{
    [Theory]
    [InlineData(null)]
    [InlineData("""{"action":"SIGN_OUT"}""")]
    [InlineData("""{"action":"SIGN_OUT_WITH_SESSION_DESTROY","fromAllDevices":false}""")]
    [InlineData("""{"action":"LOGOUT"}""")]
    [InlineData("""{"action":"LOGOUT_WITH_SESSION_CLEARING"}""")]
    public async Task ends_this_session_at_once_and_no_other(string? body)
    {
        var anna = await Shop.CustomerAsync();
        var elsewhere = new Customer(Shop, anna.Email, (await Shop.SignInAsync(anna.Email, Shop.Password)).Json["token"]!.GetValue<string>());

        var answer = body is null
            ? await Shop.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sauth/my-account/logout"), anna.Token)
            : await anna.PostAsync("/sauth/my-account/logout", body);

        Assert.Equal((200, ""), (answer.Status, answer.Text));
        Assert.Equal((401, 200), ((await anna.ReadAsync()).Status, (await elsewhere.ReadAsync()).Status));
        Assert.Equal(401, (await Shop.PostAsync("/sauth/v3/auth/refresh/client", anna.Token, $$"""{"apiKey":"{{Shop.ProfileKey}}"}""")).Status);
    }

    [Fact]
    public async Task everywhere_ends_every_session()
    {
        var anna = await Shop.CustomerAsync();
        var elsewhere = new Customer(Shop, anna.Email, (await Shop.SignInAsync(anna.Email, Shop.Password)).Json["token"]!.GetValue<string>());

        Assert.Equal(200, (await anna.PostAsync("/v4/my-account/logout", """{"fromAllDevices":true}""")).Status);

        Assert.Equal((401, 401), ((await anna.ReadAsync()).Status, (await elsewhere.ReadAsync()).Status));
    }

    [Fact]
    public async Task knows_no_other_action()
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(["action"], (await anna.PostAsync("/sauth/my-account/logout", """{"action":"LEAVE"}""")).Fields);
        Assert.Equal(200, (await anna.ReadAsync()).Status);
    }
}
