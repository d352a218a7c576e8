namespace Freehold.Http.Tests.Aimeos;

/// <summary>T44</summary>
public sealed class Forging_a_request
{
    /// <summary>A script of another's in the page reads no cookie, so it cannot carry the visitor elsewhere.</summary>
    [Fact]
    public async Task finds_no_cookie_that_scripts_can_read()
    {
        await using var app = await TestServer.StartAsync();
        using var visitor = new Shop(app);

        var set = (await visitor.GetAsync()).Response.Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("freehold-visitor=", set, StringComparison.Ordinal);
        Assert.EndsWith("; path=/; samesite=lax; httponly", set, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_refused_without_token_with_a_foreign_and_with_an_old_one()
    {
        await using var app = await TestServer.StartAsync();
        using var visitor = new Shop(app);
        var before = (string)(await visitor.OptionsAsync("/jsonapi")).Json!["meta"]!["csrf"]!["value"]!;
        using var anna = await Shop.OfAsync(app);
        var own = anna.Token!;
        await visitor.RegisterAsync("jan@example.com");
        await visitor.SignInAsync("jan@example.com");

        foreach (var (shop, token) in new[] { (anna, null), (anna, "wrong"), (anna, visitor.Token), (visitor, before) })
        {
            shop.Token = token;
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Patch, HttpMethod.Delete })
            {
                shop.Token = token;
                var refused = await shop.SendAsync(method, "/jsonapi/customer", Shop.Data(""" "customer.city":"Forged" """));
                Assert.Equal((403, "csrf"), (refused.Status, refused.Code));
            }
        }

        anna.Token = own;
        Assert.Equal("", (string)(await anna.GetAsync()).Attribute("customer.city")!);
    }

    [Theory]
    [InlineData("/jsonapi/customer")]
    [InlineData("/jsonapi/customer?_token=")]
    public async Task takes_the_token_in_the_header_too(string target)
    {
        await using var app = await TestServer.StartAsync();
        using var client = app.NewClient(cookies: true);
        var text = await client.GetStringAsync("/jsonapi/customer");
        var token = (string)System.Text.Json.Nodes.JsonNode.Parse(text)!["meta"]!["csrf"]!["value"]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StringContent(Shop.Data(""" "customer.email":"a@example.com" """)) };
        request.Headers.Add("X-CSRF-TOKEN", token);

        var made = await client.SendAsync(request);

        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.Equal(201, (int)made.StatusCode);
    }

    [Fact]
    public async Task tells_a_visitor_401_for_writes_that_need_a_customer()
    {
        await using var app = await TestServer.StartAsync();
        using var visitor = new Shop(app);
        await visitor.OptionsAsync("/jsonapi");

        Assert.Equal(401, (await visitor.PatchAsync("nope")).Status);
        Assert.Equal(200, (await visitor.DeleteAsync()).Status);
        Assert.Equal(200, (await visitor.DeleteAsync("/jsonapi/customer?id=2")).Status);
    }
}
