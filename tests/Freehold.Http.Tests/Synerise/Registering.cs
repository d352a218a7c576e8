namespace Freehold.Http.Tests.Synerise;

/// <summary>T05, T06 and T10 through this dialect.</summary>
public sealed class Registering : In_a_shop
{
    [Fact]
    public async Task keeps_every_field_and_ignores_what_is_not_the_customers()
    {
        var customer = await Shop.CustomerAsync("""
            "uuid":"u-1","phone":"+48 555 015 332","firstName":"Zoë 🎉","lastName":"Nowak","displayName":"Zoë","company":"Nowak Ltd","address":"Prosta 1","city":"Kraków",
            "zipCode":"30-001","province":"Małopolskie","birthDate":"1990-02-28","sex":"FEMALE","countryCode":"pl","whatsAppId":"w1",
            "avatarUrl":"https://www.gravatar.com/avatar/21b3?s=100&r=g&d=blank",
            "agreements":{"email":true,"sms":"True","push":1,"webPush":"false","bluetooth":0,"rfid":null,"fax":true},
            "attributes":{"size":42,"nested":{"a":[1]},"email":"evil@example.com","snrs_email_confirmed":true,"none":null},
            "tags":["vip"],"status":0,"groups":["1"],"id":7,"clientId":7,"verified":true,"anonymous":true
            """);

        var account = (await customer.ReadAsync()).Json;

        var expected = new Dictionary<string, string>
        {
            ["email"] = customer.Email,
            ["uuid"] = "u-1",
            ["phone"] = "+48 555 015 332",
            ["firstName"] = "Zoë 🎉",
            ["lastName"] = "Nowak",
            ["displayName"] = "Zoë",
            ["company"] = "Nowak Ltd",
            ["address"] = "Prosta 1",
            ["city"] = "Kraków",
            ["zipCode"] = "30-001",
            ["province"] = "Małopolskie",
            ["birthDate"] = "1990-02-28",
            ["sex"] = "FEMALE",
            ["countryCode"] = "PL",
            ["whatsAppId"] = "w1",
            ["avatarUrl"] = "https://www.gravatar.com/avatar/21b3?s=100&r=g&d=blank",
        };
        Assert.All(expected, field => Assert.Equal(field.Value, account[field.Key]!.GetValue<string>()));
        Assert.Equal("""{"email":true,"sms":true,"push":true,"webPush":false,"bluetooth":false,"rfid":false,"wifi":false}""", account["agreements"]!.ToJsonString());
        Assert.Equal("""{"snrs_email_confirmed":false,"size":42,"nested":{"a":[1]}}""", account["attributes"]!.ToJsonString());
        Assert.Empty(account["tags"]!.AsArray());
        Assert.NotEqual(7, account["clientId"]!.GetValue<long>());
    }

    [Fact]
    public async Task names_every_bad_field_in_one_answer_and_makes_nothing()
    {
        var answer = await Shop.RegisterAsync("""
            {"email":"no address","password":"sh0rt","phone":"12","uuid":"a\u0000b","firstName":"","lastName":5,"birthDate":"1990-02-30","sex":"male","countryCode":"XX",
             "agreements":{"sms":"yes"},"attributes":{"size":""},"customId":"mine"}
            """);

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            ["agreements.sms", "attributes.size", "birthDate", "countryCode", "customId", "email", "firstName", "lastName", "password", "phone", "sex", "uuid"],
            answer.Fields.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("sh0rt", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task needs_an_address_and_a_password()
    {
        var answer = await Shop.RegisterAsync("""{"email":null}""");

        Assert.Equal(["email", "password"], answer.Fields);
    }

    [Theory]
    [InlineData("anna1@example.com")]
    [InlineData("ANNA1@EXAMPLE.COM")]
    [InlineData("ａnna1@example.com")]
    public async Task refuses_an_address_that_is_somebodys_in_any_spelling(string spelling)
    {
        await Shop.CustomerAsync();

        var answer = await Shop.RegisterAsync($$"""{"email":"{{spelling}}","password":"{{Shop.Password}}"}""");

        Assert.Equal(409, answer.Status);
        Assert.Equal(["email"], answer.Fields);
    }

    [Fact]
    public async Task needs_a_visitors_or_the_workspaces_token()
    {
        var customer = await Shop.CustomerAsync();
        const string body = """{"email":"next@example.com","password":"correct horse"}""";

        Assert.Equal(401, (await Shop.PostAsync("/sauth/clients/registered", null, body)).Status);
        Assert.Equal(401, (await Shop.PostAsync("/sauth/clients/registered", "nonsense", body)).Status);
        Assert.Equal(403, (await customer.PostAsync("/sauth/clients/registered", body)).Status);

        var basic = new HttpRequestMessage(HttpMethod.Post, "/v4/clients/registered") { Content = new StringContent(body, null, "application/json") };
        basic.Headers.Authorization = System.Net.Http.Headers.AuthenticationHeaderValue.Parse(Shop.Basic);
        Assert.Equal(200, (await Shop.SendAsync(basic, null)).Status);
    }

    [Fact]
    public async Task stops_after_twenty_an_hour_from_one_address()
    {
        await using var proxied = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:TrustedProxies"] = "127.0.0.1" });
        proxied.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        var far = new Shop(proxied);
        var token = await far.AnonymousTokenAsync();

        for (var i = 0; i < 20; i++) Assert.Equal(i < 2 ? 200 : 409, (await far.PostAsync("/sauth/clients/registered", token, Body(i % 2))).Status);
        var refused = await far.PostAsync("/sauth/clients/registered", token, Body(3));

        Assert.Equal(429, refused.Status);
        Assert.Equal(3600, refused.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        proxied.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await far.PostAsync("/sauth/clients/registered", await far.AnonymousTokenAsync(), Body(3))).Status);

        static string Body(int i) => $$"""{"email":"c{{i}}@example.com","password":"{{Shop.Password}}"}""";
    }

    [Fact]
    public async Task refuses_a_password_that_is_no_text()
    {
        Assert.Equal(["password"], (await Shop.RegisterAsync("""{"email":"nul@example.com","password":"correct\u0000horse"}""")).Fields);
        Assert.Equal(["body"], (await Shop.RegisterAsync("""{"email":"nul@example.com","password":"correct\ud800horse"}""")).Fields);
    }

    [Theory]
    [InlineData(64, "a")]
    [InlineData(256, "ż")]
    [InlineData(60, "🎉")]
    public async Task takes_a_password_as_it_is(int length, string character)
    {
        var password = $" {string.Concat(Enumerable.Repeat(character, length - 5))}<b> ";
        var made = await Shop.RegisterAsync($$"""{"email":"long@example.com","password":"{{password}}"}""");

        Assert.Equal(200, made.Status);
        Assert.Equal(200, (await Shop.SignInAsync("long@example.com", password)).Status);
        Assert.Equal(401, (await Shop.SignInAsync("long@example.com", password.Trim())).Status);
    }
}
