namespace Freehold.Http.Tests.Synerise;

/// <summary>T30, T31 and T35 through this dialect.</summary>
public sealed class Changing_the_email : In_a_shop
{
    private const string Phone = "+48555015332";

    [Fact]
    public async Task sends_the_code_to_the_phone_only_and_keeps_the_old_address_until_it_is_confirmed()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");

        var requested = await anna.RequestEmailAsync("new@example.com");
        var code = await Shop.CodeAsync(Phone);

        Assert.Equal((200, ""), (requested.Status, requested.Text));
        Assert.Empty(await Shop.InboxAsync("new@example.com"));
        Assert.Equal(200, (await Shop.SignInAsync(anna.Email, Shop.Password)).Status);
        Assert.Equal(401, (await Shop.SignInAsync("new@example.com", Shop.Password)).Status);

        var confirmed = await anna.ConfirmEmailAsync(code, ",\"newsletterAgreement\":true");

        Assert.Equal((200, ""), (confirmed.Status, confirmed.Text));
        var after = (await anna.ReadAsync()).Json;
        Assert.Equal("new@example.com", after["email"]!.GetValue<string>());
        Assert.True(after["agreements"]!["email"]!.GetValue<bool>());
        Assert.Equal(200, (await Shop.SignInAsync("new@example.com", Shop.Password)).Status);
        Assert.Equal(400, (await anna.ConfirmEmailAsync(code)).Status);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"newsletterAgreement\":null", true)]
    [InlineData(",\"newsletterAgreement\":false", false)]
    [InlineData(",\"newsletterAgreement\":true", true)]
    public async Task leaves_the_newsletter_as_it_is_unless_told(string more, bool after)
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\",\"agreements\":{{\"email\":true}}");
        await anna.RequestEmailAsync("new@example.com");

        Assert.Equal(200, (await anna.ConfirmEmailAsync(await Shop.CodeAsync(Phone), more)).Status);

        Assert.Equal(after, (await anna.ReadAsync()).Json["agreements"]!["email"]!.GetValue<bool>());
    }

    [Fact]
    public async Task refuses_a_wrong_password_and_names_bad_fields()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");

        Assert.Equal(403, (await anna.RequestEmailAsync("new@example.com", "wrong password")).Status);
        Assert.Equal(["email", "password"], (await anna.PostAsync("/v4/my-account/email-change/request", """{"email":"nothing"}""")).Fields);
        Assert.Equal(["token", "newsletterAgreement"], (await anna.PostAsync("/v4/my-account/email-change/confirmation", """{"newsletterAgreement":"perhaps"}""")).Fields);
        Assert.Empty(await Shop.InboxAsync(Phone));
    }

    [Fact]
    public async Task needs_a_phone_or_a_verified_address()
    {
        var anna = await Shop.CustomerAsync();

        var answer = await anna.RequestEmailAsync("new@example.com");

        Assert.Equal((409, "FRH-3003"), (answer.Status, answer.Json["errorCode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task tells_nobody_but_the_owner_that_an_address_is_taken()
    {
        var owner = await Shop.CustomerAsync();
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");

        var free = await anna.RequestEmailAsync("free@example.com");
        var taken = await anna.RequestEmailAsync(owner.Email);
        var right = await anna.ConfirmEmailAsync(await Shop.CodeAsync(Phone));
        var again = await anna.ConfirmEmailAsync(await Shop.CodeAsync(Phone));

        Assert.Equal((200, 200), (free.Status, taken.Status));
        Assert.Contains("Somebody", (await Shop.InboxAsync(owner.Email))[0]!["subject"]!.GetValue<string>(), StringComparison.Ordinal);
        var wrong = await anna.ConfirmEmailAsync("nonsense");
        Assert.Equal((400, 400, 400), (right.Status, again.Status, wrong.Status));
        Assert.Equal(wrong.Json["errorCode"]!.ToJsonString() + wrong.Json["errors"]!.ToJsonString(), right.Json["errorCode"]!.ToJsonString() + right.Json["errors"]!.ToJsonString());
        Assert.Equal(anna.Email, (await anna.ReadAsync()).Json["email"]!.GetValue<string>());
    }

    [Fact]
    public async Task takes_only_the_newest_code()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");
        await anna.RequestEmailAsync("one@example.com");
        var first = await Shop.CodeAsync(Phone);
        Assert.Equal(200, (await anna.RequestEmailAsync("two@example.com")).Status);
        var second = await Shop.CodeAsync(Phone);

        if (first != second) Assert.Equal(400, (await anna.ConfirmEmailAsync(first)).Status);
        Assert.Equal(200, (await anna.ConfirmEmailAsync(second)).Status);
        Assert.Equal("two@example.com", (await anna.ReadAsync()).Json["email"]!.GetValue<string>());
    }

    [Fact]
    public async Task belongs_to_the_customer_who_asked()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");
        var carl = await Shop.CustomerAsync();
        await anna.RequestEmailAsync("new@example.com");

        Assert.Equal(400, (await carl.ConfirmEmailAsync(await Shop.CodeAsync(Phone))).Status);
        Assert.Equal(carl.Email, (await carl.ReadAsync()).Json["email"]!.GetValue<string>());
    }

    [Fact]
    public async Task goes_no_further_once_the_session_is_over()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");
        await anna.RequestEmailAsync("new@example.com");
        await anna.PostAsync("/sauth/my-account/logout", """{"fromAllDevices":true}""");

        Assert.Equal(401, (await anna.ConfirmEmailAsync(await Shop.CodeAsync(Phone))).Status);
        var again = new Customer(Shop, anna.Email, (await Shop.SignInAsync(anna.Email, Shop.Password)).Json["token"]!.GetValue<string>());
        Assert.Equal(400, (await again.ConfirmEmailAsync(await Shop.CodeAsync(Phone))).Status);
    }
}
