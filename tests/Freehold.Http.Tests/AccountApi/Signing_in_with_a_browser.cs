using Freehold.Http.Tests.Aimeos;

namespace Freehold.Http.Tests.AccountApi;

public sealed class Signing_in_with_a_browser
{
    private const string Right = $$"""{"email":"anna@example.com","password":"{{Shop.Password}}"}""";

    [Fact]
    public async Task hands_out_a_cookie_that_every_interface_takes()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        var id = await shop.RegisterAsync("anna@example.com");

        var begun = await shop.SendAsync(HttpMethod.Post, "/account/v1/session", Right);
        var told = await shop.SendAsync(HttpMethod.Get, "/account/v1/session");

        Assert.Equal((200, long.Parse(id)), (begun.Status, (long)begun.Json!["accountId"]!));
        foreach (var cookie in (string[])["freehold", "freehold-device"])
        {
            var sent = begun.Response.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith(cookie + "=", StringComparison.Ordinal));
            Assert.EndsWith("; path=/; samesite=lax; httponly", sent, StringComparison.Ordinal);
            Assert.DoesNotContain("secure", sent, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(begun.Json["accountId"]!.ToJsonString(), told.Json!["accountId"]!.ToJsonString());
        Assert.Equal(id, (string)(await shop.GetAsync()).Attribute("customer.id")!);
    }

    [Fact]
    public async Task fails_alike_for_a_wrong_password_and_an_unknown_address()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        await shop.RegisterAsync("anna@example.com");

        var wrong = await shop.SendAsync(HttpMethod.Post, "/account/v1/session", """{"email":"anna@example.com","password":"not the one"}""");
        var unknown = await shop.SendAsync(HttpMethod.Post, "/account/v1/session", """{"email":"nobody@example.com","password":"not the one"}""");

        Assert.Equal(401, wrong.Status);
        Assert.Equal(wrong.Json!.ToJsonString(), unknown.Json!.ToJsonString());
        Assert.Equal("application/problem+json", wrong.Response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task is_never_blocked_by_strangers_on_a_known_device()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var stranger = new Shop(app);

        var guesses = new List<int>();
        for (var guess = 0; guess < 6; guess++) guesses.Add((await stranger.SendAsync(HttpMethod.Post, "/account/v1/session", """{"email":"anna@example.com","password":"not the one"}""")).Status);
        var blocked = await stranger.SendAsync(HttpMethod.Post, "/account/v1/session", Right);
        var known = await anna.SendAsync(HttpMethod.Post, "/account/v1/session", Right);

        Assert.Equal([401, 401, 401, 401, 401, 429], guesses);
        Assert.Equal((429, 200), (blocked.Status, known.Status));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task is_not_possible_from_another_site(string header, string value, int status)
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);
        await shop.RegisterAsync("anna@example.com");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/v1/session") { Content = new StringContent(Right, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add(header, value);

        Assert.Equal(status, (int)(await app.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task takes_json_only()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);

        var form = await shop.SendAsync(HttpMethod.Post, "/account/v1/session", Right, contentType: "text/plain");
        var missing = await shop.SendAsync(HttpMethod.Post, "/account/v1/session", """{"email":"anna@example.com"}""");

        Assert.Equal(415, form.Status);
        Assert.Equal((422, "password"), (missing.Status, (string)missing.Json!["field"]!));
    }

    [Fact]
    public async Task ends_when_signing_out_with_the_token()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var forged = await anna.SendAsync(HttpMethod.Delete, "/account/v1/session", token: false);
        var ended = await anna.SendAsync(HttpMethod.Delete, "/account/v1/session");

        Assert.Equal(403, forged.Status);
        Assert.Equal(204, ended.Status);
        Assert.Equal("\"cache\"", Assert.Single(ended.Response.Headers.GetValues("Clear-Site-Data")));
        Assert.Equal(401, (await anna.SendAsync(HttpMethod.Get, "/account/v1/session")).Status);
        Assert.Null((await anna.GetAsync()).Attribute("customer.id"));
    }

    /// <summary>T40</summary>
    [Theory]
    [InlineData("/account/v1/session", "application/json", Right)]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", $"login=anna@example.com&password={Shop.Password}")]
    public async Task gives_a_cookie_that_nobody_else_could_have_planted(string path, string type, string body)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var chosen = await ChosenAsync(app, "anna@example.com");
        using var eve = await Shop.OfAsync(app, "eve@example.com");
        var eves = await ChosenAsync(app, "eve@example.com");

        foreach (var planted in (string[])["freehold=1.chosen", $"freehold={chosen.Split('.')[0]}.{new string('A', 43)}", $"freehold={chosen}", $"freehold={eves}"])
        {
            var before = await StatusAsync(app, planted);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };
            request.Headers.Add("Cookie", planted);
            using var answer = await app.Client.SendAsync(request);
            var given = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("freehold=", StringComparison.Ordinal)).Split(';')[0];

            Assert.NotEqual(planted, given);
            Assert.Equal(200, await StatusAsync(app, given));
            Assert.Equal(before, await StatusAsync(app, planted));
        }
    }

    [Fact]
    public async Task begins_a_session_of_its_own_each_time()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var first = anna.Token;

        await anna.SignInAsync("anna@example.com");

        Assert.NotEqual(first, anna.Token);
        anna.Token = first;
        Assert.Equal(403, (await anna.PatchAsync(Shop.Data(""" "customer.city":"X" """))).Status);
    }

    private static async Task<string> ChosenAsync(TestServer app, string email)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/v1/session") { Content = new StringContent(Right.Replace("anna@example.com", email, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json") };
        using var answer = await app.Client.SendAsync(request);
        return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("freehold=", StringComparison.Ordinal)).Split(';')[0]["freehold=".Length..];
    }

    private static async Task<int> StatusAsync(TestServer app, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/v1/session");
        request.Headers.Add("Cookie", cookie);
        using var answer = await app.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
