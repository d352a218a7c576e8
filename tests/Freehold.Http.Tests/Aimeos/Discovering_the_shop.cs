namespace Freehold.Http.Tests.Aimeos;

public sealed class Discovering_the_shop
{
    [Fact]
    public async Task tells_resources_and_token()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);

        var answer = await shop.OptionsAsync("/jsonapi");

        Assert.Equal($"{app.Url.OriginalString}/jsonapi/customer", (string)answer.Json!["meta"]!["resources"]!["customer"]!);
        Assert.Equal($"{app.Url.OriginalString}/jsonapi/customer", (string)answer.Json["links"]!["customer"]!["href"]!);
        Assert.Equal($"{app.Url.OriginalString}/", (string)answer.Json["meta"]!["content-baseurl"]!);
        Assert.Equal("_token", (string)answer.Json["meta"]!["csrf"]!["name"]!);
        Assert.Equal("GET", string.Join(',', answer.Response.Content.Headers.Allow));
        Assert.Contains("no-store", answer.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task describes_the_attributes()
    {
        await using var app = await TestServer.StartAsync();
        using var shop = new Shop(app);

        var answer = await shop.OptionsAsync();

        Assert.Equal(25, answer.Json!["meta"]!["attributes"]!.AsObject().Count);
        Assert.True((bool)answer.Json["meta"]!["attributes"]!["customer.lastname"]!["required"]!);
        Assert.Equal("DELETE,GET,OPTIONS,PATCH,POST", string.Join(",", answer.Response.Content.Headers.Allow));
    }

    [Fact]
    public async Task answers_what_it_does_not_serve_with_errors_and_never_as_the_customer()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        foreach (var target in new[] { "/jsonapi/foo", "/jsonapi/customer?related=foo", "/jsonapi/customer?related=", "/jsonapi/customer?related[]=address", "/jsonapi/customer?related=review" })
        {
            Assert.Equal(404, (await anna.GetAsync(target)).Status);
            Assert.Equal(404, (await anna.DeleteAsync(target)).Status);
            Assert.NotNull((await anna.OptionsAsync(target)).Json!["meta"]!["resources"]);
        }

        Assert.Equal("anna@example.com", (string)(await anna.GetAsync()).Attribute("customer.email")!);
        Assert.Equal((403, "Not allowed for this resource"), Told(await anna.SendAsync(HttpMethod.Put, "/jsonapi/customer", "{}")));
        Assert.Equal((403, "Not allowed for this resource"), Told(await anna.SendAsync(HttpMethod.Post, "/jsonapi", "{}")));
    }

    [Fact]
    public async Task builds_links_from_the_public_url_and_nests_parameters_in_a_prefix()
    {
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Freehold:PublicUrl"] = "https://shop.example/api",
            ["Freehold:Aimeos:Prefix"] = "ai",
        });
        using var shop = new Shop(app);

        var nested = await shop.GetAsync("/jsonapi/customer?ai[fields][customer]=customer.id&ai[id]=5");
        var flat = await shop.GetAsync("/jsonapi/customer?fields[customer]=customer.id");

        Assert.Equal("ai", (string)nested.Json!["meta"]!["prefix"]!);
        Assert.Equal("https://shop.example/api/jsonapi/customer?ai%5Bfields%5D%5Bcustomer%5D=customer.id&ai%5Bid%5D=5", (string)nested.Json["links"]!["self"]!);
        Assert.Equal("https://shop.example/api/jsonapi/customer?ai%5Brelated%5D=address", (string)nested.Json["links"]!["customer/address"]!["href"]!);
        Assert.Equal(nested.Json["data"]!["attributes"]!.ToJsonString(), flat.Json!["data"]!["attributes"]!.ToJsonString());
    }

    private static (int, string?) Told(Answer answer) => (answer.Status, answer.Title);
}
