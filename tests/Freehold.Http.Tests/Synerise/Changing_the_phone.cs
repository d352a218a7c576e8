namespace Freehold.Http.Tests.Synerise;

/// <summary>T20 to T23 and T36 through this dialect.</summary>
public sealed class Changing_the_phone : In_a_shop
{
    private const string Phone = "+48 555 015 332";

    [Fact]
    public async Task works_as_the_documented_curl_sends_it()
    {
        var anna = await Shop.CustomerAsync();

        var requested = await anna.RequestPhoneAsync("555015332");
        var confirmed = await anna.ConfirmPhoneAsync("555015332", await Shop.CodeAsync("555015332"), ",\"smsAgreement\":true");

        Assert.Equal((200, ""), (requested.Status, requested.Text));
        Assert.Equal((200, ""), (confirmed.Status, confirmed.Text));
        var after = (await anna.ReadAsync()).Json;
        Assert.Equal("555015332", after["phone"]!.GetValue<string>());
        Assert.True(after["agreements"]!["sms"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("", 200)]
    [InlineData("text/plain", 200)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("application/octet-stream", 200)]
    [InlineData("text/xml", 415)]
    [InlineData("application/soap+xml", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    public async Task takes_any_content_type_but_those_that_are_clearly_something_else(string? type, int status)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(status, (await Shop.PostAsync("/v4/my-account/phone-update/request", anna.Token, """{"phone":"555015332"}""", type)).Status);
    }

    [Fact]
    public async Task takes_a_chunked_body()
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(200, (await Shop.PostInChunksAsync("/v4/my-account/phone-update/request", anna.Token, """{"phone":"555015332"}""")).Status);
    }

    [Fact]
    public async Task keeps_the_old_number_until_the_code_for_the_very_number_is_shown()
    {
        var anna = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");
        await anna.RequestPhoneAsync("+48555019999");
        var code = await Shop.CodeAsync("+48555019999");

        Assert.Equal(400, (await anna.ConfirmPhoneAsync("+48555018888", code)).Status);
        Assert.Equal(["confirmationCode"], (await anna.ConfirmPhoneAsync("+48555019999", Shop.Other(code))).Fields);
        Assert.Equal(Phone, (await anna.ReadAsync()).Json["phone"]!.GetValue<string>());
        Assert.Equal(200, (await anna.ConfirmPhoneAsync("+48 555-019-999", code)).Status);
        Assert.Equal(400, (await anna.ConfirmPhoneAsync("+48555019999", code)).Status);
        Assert.Equal("+48 555-019-999", (await anna.ReadAsync()).Json["phone"]!.GetValue<string>());
    }

    [Fact]
    public async Task gives_up_after_five_wrong_codes()
    {
        var anna = await Shop.CustomerAsync();
        await anna.RequestPhoneAsync("+48555019999");
        var code = await Shop.CodeAsync("+48555019999");

        for (var i = 0; i < 5; i++) Assert.Equal(400, (await anna.ConfirmPhoneAsync("+48555019999", Shop.Other(code))).Status);

        Assert.Equal(429, (await anna.ConfirmPhoneAsync("+48555019999", code)).Status);
        Assert.Null((await anna.ReadAsync()).Json["phone"]);
    }

    [Theory]
    [InlineData(599, 200)]
    [InlineData(600, 400)]
    public async Task ends_after_ten_minutes(int seconds, int status)
    {
        var anna = await Shop.CustomerAsync();
        await anna.RequestPhoneAsync("+48555019999");
        var code = await Shop.CodeAsync("+48555019999");

        Server.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, (await anna.ConfirmPhoneAsync("+48555019999", code)).Status);
    }

    [Fact]
    public async Task sends_again_after_a_minute_and_three_times_in_a_quarter_of_an_hour()
    {
        var anna = await Shop.CustomerAsync();
        Assert.Equal(200, (await anna.RequestPhoneAsync("+48555019999")).Status);

        var tooSoon = await anna.RequestPhoneAsync("+48 555 019 999");
        Assert.Equal(429, tooSoon.Status);
        Assert.Equal(60, tooSoon.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        for (var i = 0; i < 2; i++)
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(60));
            Assert.Equal(200, (await anna.RequestPhoneAsync("+48555019999")).Status);
        }

        Server.Clock.Advance(TimeSpan.FromSeconds(60));
        var carl = await Shop.CustomerAsync();
        Assert.Equal(429, (await carl.RequestPhoneAsync("+48555019999")).Status);
        Server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await carl.RequestPhoneAsync("+48555019999")).Status);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"smsAgreement\":null", true)]
    [InlineData(",\"smsAgreement\":false", false)]
    [InlineData(",\"smsAgreement\":true", true)]
    public async Task leaves_the_agreement_as_it_is_unless_told(string more, bool after)
    {
        var anna = await Shop.CustomerAsync("\"agreements\":{\"sms\":true}");
        await anna.RequestPhoneAsync("+48555019999");

        Assert.Equal(200, (await anna.ConfirmPhoneAsync("+48555019999", await Shop.CodeAsync("+48555019999"), more)).Status);

        Assert.Equal(after, (await anna.ReadAsync()).Json["agreements"]!["sms"]!.GetValue<bool>());
    }

    [Fact]
    public async Task takes_the_number_out_of_an_earlier_holders_hands()
    {
        var anna = await Shop.CustomerAsync();
        await anna.RequestPhoneAsync(Phone);
        await anna.ConfirmPhoneAsync(Phone, await Shop.CodeAsync(Phone));
        var carl = await Shop.CustomerAsync();
        Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await carl.RequestPhoneAsync(Phone);
        Assert.Equal(200, (await carl.ConfirmPhoneAsync(Phone, await Shop.CodeAsync(Phone))).Status);

        Assert.Equal(Phone, (await anna.ReadAsync()).Json["phone"]!.GetValue<string>());
        Assert.Equal(409, (await anna.RequestEmailAsync("new@example.com")).Status);
        Assert.Equal(200, (await carl.RequestEmailAsync("new@example.com")).Status);
    }

    // Nobody knows in whose hands it is now.
    [Fact]
    public async Task leaves_the_number_out_of_an_earlier_holders_hands_when_its_later_holder_moves_on()
    {
        var anna = await Shop.CustomerAsync();
        await ProveAsync(anna, Phone);
        var typed = await Shop.CustomerAsync($"\"phone\":\"{Phone}\"");
        Assert.Equal(200, (await anna.RequestEmailAsync("new1@example.com")).Status);
        Server.Clock.Advance(TimeSpan.FromMinutes(16));
        var carl = await Shop.CustomerAsync();
        await ProveAsync(carl, Phone);
        await ProveAsync(carl, "+48555019999");
        Server.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(409, (await anna.RequestEmailAsync("new2@example.com")).Status);
        Assert.Equal(409, (await typed.RequestEmailAsync("new3@example.com")).Status);
        await ProveAsync(anna, Phone);
        Server.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(200, (await anna.RequestEmailAsync("new2@example.com")).Status);
    }

    [Fact]
    public async Task leaves_the_number_out_of_an_earlier_holders_hands_when_its_later_holder_is_gone()
    {
        var anna = await Shop.CustomerAsync();
        await ProveAsync(anna, Phone);
        Server.Clock.Advance(TimeSpan.FromMinutes(16));
        var carl = await Shop.CustomerAsync();
        await ProveAsync(carl, Phone);
        Assert.Equal(200, (await carl.PostAsync("/sauth/my-account/delete", $$"""{"password":"{{Shop.Password}}"}""")).Status);

        Assert.Equal(409, (await anna.RequestEmailAsync("new@example.com")).Status);
    }

    private async Task ProveAsync(Customer customer, string phone)
    {
        Assert.Equal(200, (await customer.RequestPhoneAsync(phone)).Status);
        Assert.Equal(200, (await customer.ConfirmPhoneAsync(phone, await Shop.CodeAsync(phone))).Status);
    }

    [Theory]
    [InlineData("""{}""", "phone")]
    [InlineData("""{"phone":""}""", "phone")]
    [InlineData("""{"phone":null}""", "phone")]
    [InlineData("""{"phone":555015332}""", "phone")]
    [InlineData("""{"phone":"call me"}""", "phone")]
    [InlineData("""phone=555015332""", "body")]
    public async Task names_what_is_wrong(string body, string field)
    {
        var anna = await Shop.CustomerAsync();

        var answer = await anna.PostAsync("/v4/my-account/phone-update/request", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal([field], answer.Fields);
    }
}
