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

    [Fact]
    public async Task takes_the_right_password_twice_at_once_after_some_wrong_ones()
    {
        var anna = await Shop.CustomerAsync();
        for (var i = 0; i < 4; i++) Assert.Equal(403, (await anna.PostAsync("/sauth/my-account/email-change/request", """{"email":"new@example.com","password":"wrong password"}""")).Status);

        // Without a phone and a verified address there is no channel, which is told after the password was right.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => anna.RequestEmailAsync("new@example.com")));

        Assert.All(answers, answer => Assert.Equal(409, answer.Status));
    }

    [Fact]
    public async Task counts_wrong_passwords_that_come_at_once()
    {
        var anna = await Shop.CustomerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => anna.PostAsync("/sauth/my-account/delete", $$"""{"password":"wrong password {{n}}"}""")));

        Assert.Equal(5, answers.Count(answer => answer.Status == 403));
        Assert.Equal(7, answers.Count(answer => answer.Status == 429));
    }
}
