namespace Freehold.Http.Tests.Synerise;

public sealed class Linking_a_device : In_a_shop
{
    private const string Path = "/v4/my-account/linked-devices";

    /// <summary>Every member that the published client has.</summary>
    private const string Full = """{"bluetoothAddress":"00:11:22:33:44:55","deviceId":"ec9d4410","macAddress":"","manufacturer":"Fairphone","model":"FP5","osVersion":"15","product":"FP5","publicKey":"MIIB","registrationId":"fcm:token","screenHeight":2700,"screenWidth":1224,"type":"ANDROID"}""";

    [Fact]
    public async Task makes_it_known_to_its_account_alone_and_shows_what_was_told()
    {
        var (anna, eve) = (await Shop.CustomerAsync(), await Shop.CustomerAsync());

        var linked = await anna.PostAsync(Path, Full);
        var again = await anna.PostAsync(Path, """{"deviceId":"ec9d4410","osVersion":"16"}""");

        Assert.Equal((200, "", 200), (linked.Status, linked.Text, again.Status));
        var device = (await anna.GetAsync("/account/v1/devices")).Json["devices"]!.AsArray().Single()!;
        Assert.Equal(("ANDROID", "Fairphone", "FP5", "16"), ((string)device["type"]!, (string)device["manufacturer"]!, (string)device["model"]!, (string)device["osVersion"]!));
        await ApproveAsync();
        Assert.Equal((200, 403), ((await SignInAsync(anna, "ec9d4410")).Status, (await SignInAsync(eve, "ec9d4410")).Status));
    }

    [Fact]
    public async Task takes_what_curl_sends_without_a_content_type()
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(200, (await Shop.PostAsync(Path, anna.Token, """{"deviceId":"ec9d4410"}""", "application/x-www-form-urlencoded")).Status);
        Assert.Equal(415, (await Shop.PostAsync(Path, anna.Token, "<device/>", "text/xml")).Status);
    }

    [Theory]
    [InlineData("""{}""", "deviceId")]
    [InlineData("""{"deviceId":null}""", "deviceId")]
    [InlineData("""{"deviceId":""}""", "deviceId")]
    [InlineData("""{"deviceId":["a"]}""", "deviceId")]
    [InlineData("""{"deviceId":"a\nb"}""", "deviceId")]
    [InlineData("""{"deviceId":"d","type":7,"model":{},"osVersion":true,"macAddress":[],"publicKey":1,"screenWidth":"wide","screenHeight":-1}""", "type model osVersion macAddress publicKey screenWidth screenHeight")]
    [InlineData("""{"deviceId":"d","screenWidth":1.5,"screenHeight":1e9}""", "screenWidth screenHeight")]
    [InlineData("""{"deviceId":"d","manufacturer":"a\u0000b"}""", "manufacturer")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"deviceId":""", "body")]
    public async Task names_every_bad_member_and_links_nothing(string body, string fields)
    {
        var anna = await Shop.CustomerAsync();

        var refused = await anna.PostAsync(Path, body);

        Assert.Equal(400, refused.Status);
        Assert.Equal(fields.Split(' '), refused.Fields);
        Assert.Empty((await anna.GetAsync("/account/v1/devices")).Json["devices"]!.AsArray());
    }

    [Theory]
    [InlineData("deviceId", 255)]
    [InlineData("model", 255)]
    [InlineData("registrationId", 4096)]
    public async Task refuses_texts_that_are_too_long(string member, int most)
    {
        var anna = await Shop.CustomerAsync();

        Assert.Equal(200, (await anna.PostAsync(Path, Body(most))).Status);
        Assert.Equal([member], (await anna.PostAsync(Path, Body(most + 1))).Fields);
        Assert.Equal(400, (await anna.PostAsync(Path, Body(10_000))).Status);
        Assert.Equal(413, (await anna.PostAsync(Path, Body(100_000))).Status);

        string Body(int length) => (member == "deviceId" ? "{" : """{"deviceId":"d",""") + $"\"{member}\":\"{new string('x', length)}\"}}";
    }

    [Fact]
    public async Task is_for_signed_in_customers_only()
    {
        Assert.Equal(401, (await Shop.PostAsync(Path, null, Full)).Status);
        Assert.Equal(401, (await Shop.PostAsync(Path, "nonsense", Full)).Status);
        Assert.Equal(403, (await Shop.PostAsync(Path, await Shop.AnonymousTokenAsync(), Full)).Status);
        Assert.Equal(403, (await Shop.PostAsync(Path, await Shop.BusinessTokenAsync(), Full)).Status);
    }

    [Fact]
    public async Task ends_after_twenty_new_ones_in_a_day()
    {
        var anna = await Shop.CustomerAsync();
        for (var i = 0; i < 20; i++) Assert.Equal(200, (await anna.PostAsync(Path, $$"""{"deviceId":"d-{{i}}"}""")).Status);

        var refused = await anna.PostAsync(Path, """{"deviceId":"d-20"}""");

        Assert.Equal((429, 86_400), (refused.Status, (int)refused.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Equal(200, (await anna.PostAsync(Path, """{"deviceId":"d-7"}""")).Status);
    }

    [Fact]
    public async Task is_told_by_mail_while_devices_are_controlled()
    {
        var anna = await Shop.CustomerAsync();
        var before = (await Shop.InboxAsync(anna.Email)).Count;
        await anna.PostAsync(Path, """{"deviceId":"before"}""");
        Assert.Equal(before, (await Shop.InboxAsync(anna.Email)).Count);
        await ApproveAsync();

        await anna.PostAsync(Path, """{"deviceId":"before"}""");
        Assert.Equal(before, (await Shop.InboxAsync(anna.Email)).Count);
        await anna.PostAsync(Path, Full);
        Assert.Equal((before + 1, "A new device"), ((await Shop.InboxAsync(anna.Email)).Count, (string)(await Shop.InboxAsync(anna.Email))[0]!["subject"]!));
    }

    private async Task ApproveAsync() => await Shop.PostAsync("/sauth/settings", await Shop.BusinessTokenAsync(), """{"deviceControl":"APPROVE"}""");

    private Task<Answer> SignInAsync(Customer customer, string deviceId) =>
        Shop.PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"{{customer.Email}}","password":"{{Shop.Password}}","deviceId":"{{deviceId}}"}""");
}
