namespace Freehold.Http.Tests.Synerise;

public sealed class Deleting_the_account : In_a_shop
{
    [Theory]
    [InlineData("/sauth")]
    [InlineData("/v4")]
    public async Task ends_everything_and_frees_the_address(string prefix)
    {
        var anna = await Shop.CustomerAsync();
        var id = (await anna.ReadAsync()).Json["clientId"]!.GetValue<long>();

        var deleted = await anna.PostAsync(prefix + "/my-account/delete", $$"""{"password":"{{Shop.Password}}","uuid":"u","deviceId":"d"}""");

        Assert.Equal((200, ""), (deleted.Status, deleted.Text));
        Assert.Equal(401, (await anna.ReadAsync()).Status);
        Assert.Equal(401, (await Shop.SignInAsync(anna.Email, Shop.Password)).Status);
        var again = await Shop.CustomerAsync(email: anna.Email);
        Assert.NotEqual(id, (await again.ReadAsync()).Json["clientId"]!.GetValue<long>());
        Assert.DoesNotContain("client.deleteAccount", (await again.GetAsync("/v4/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task needs_the_right_password()
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(403, (await anna.PostAsync("/sauth/my-account/delete", """{"password":"wrong password"}""")).Status);
        Assert.Equal(["password"], (await anna.PostAsync("/sauth/my-account/delete", "{}")).Fields);
        Assert.Equal(200, (await anna.ReadAsync()).Status);
    }
}
