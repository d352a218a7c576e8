using System.Text.Json.Nodes;
using Freehold.Http.Tests.Aimeos;

namespace Freehold.Http.Tests.AccountApi;

public sealed class Looking_after_the_own_sessions
{
    private const string Sessions = "/account/v1/sessions";

    [Fact]
    public async Task lists_them_the_newest_first_and_says_which_is_the_own()
    {
        await using var app = await TestServer.StartAsync();
        using var laptop = await Shop.OfAsync(app);
        var first = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var phone = await AgainAsync(app);

        var listed = await ListAsync(phone);

        Assert.Equal([true, false], listed.Select(entry => (bool)entry!["current"]!));
        Assert.Equal([first.AddMinutes(1), first], listed.Select(entry => entry!["begunAt"]!.GetValue<DateTimeOffset>()));
        Assert.Equal("127.0.0.1", (string)listed[0]!["clientAddress"]!);
    }

    [Fact]
    public async Task ends_one_at_once_and_no_other()
    {
        await using var app = await TestServer.StartAsync();
        using var laptop = await Shop.OfAsync(app);
        using var phone = await AgainAsync(app);
        using var tablet = await AgainAsync(app);
        var lost = (string)(await ListAsync(phone)).Single(entry => (bool)entry!["current"]!)!["id"]!;

        var ended = await laptop.SendAsync(HttpMethod.Delete, $"{Sessions}/{lost}");

        Assert.Equal(204, ended.Status);
        Assert.Equal((200, 401, 200), (await StatusAsync(laptop), await StatusAsync(phone), await StatusAsync(tablet)));
        Assert.Equal(404, (await laptop.SendAsync(HttpMethod.Delete, $"{Sessions}/{lost}")).Status);
    }

    [Fact]
    public async Task ends_all_others_and_goes_on()
    {
        await using var app = await TestServer.StartAsync();
        using var laptop = await Shop.OfAsync(app);
        using var phone = await AgainAsync(app);
        using var tablet = await AgainAsync(app);

        var ended = await laptop.SendAsync(HttpMethod.Delete, Sessions);

        Assert.Equal(204, ended.Status);
        Assert.Equal((200, 401, 401), (await StatusAsync(laptop), await StatusAsync(phone), await StatusAsync(tablet)));
        Assert.Single(await ListAsync(laptop));
    }

    /// <summary>What a front end sends that puts an empty id into the path of one session.</summary>
    [Fact]
    public async Task ends_none_where_the_id_is_missing()
    {
        await using var app = await TestServer.StartAsync();
        using var laptop = await Shop.OfAsync(app);
        using var phone = await AgainAsync(app);

        var ended = await laptop.SendAsync(HttpMethod.Delete, Sessions + "/");

        Assert.Equal(404, ended.Status);
        Assert.Equal(200, await StatusAsync(phone));
    }

    [Fact]
    public async Task signs_out_when_it_ends_the_one_that_asks()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var own = (string)(await ListAsync(anna)).Single()!["id"]!;

        var ended = await anna.SendAsync(HttpMethod.Delete, $"{Sessions}/{own}");

        Assert.Equal(204, ended.Status);
        Assert.StartsWith("freehold=;", ended.Response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(401, await StatusAsync(anna));
    }

    [Fact]
    public async Task neither_shows_nor_ends_those_of_others()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var eve = await Shop.OfAsync(app, "eve@example.com");
        var annas = (string)(await ListAsync(anna)).Single()!["id"]!;

        var ended = await eve.SendAsync(HttpMethod.Delete, $"{Sessions}/{annas}");
        await eve.SendAsync(HttpMethod.Delete, Sessions);

        Assert.Equal(404, ended.Status);
        Assert.DoesNotContain(annas, (await ListAsync(eve)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(anna));
    }

    [Theory]
    [InlineData(Sessions)]
    [InlineData(Sessions + "/c00000000000000000000000000000000")]
    public async Task needs_the_token_against_forgery(string path)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var phone = await AgainAsync(app);

        Assert.Equal(403, (await anna.SendAsync(HttpMethod.Delete, path, token: false)).Status);
        Assert.Equal(200, await StatusAsync(phone));
    }

    private static async Task<Shop> AgainAsync(TestServer app)
    {
        var shop = new Shop(app);
        await shop.SignInAsync("anna@example.com");
        return shop;
    }

    private static async Task<JsonArray> ListAsync(Shop shop) => (await shop.SendAsync(HttpMethod.Get, Sessions)).Json!["sessions"]!.AsArray();

    private static async Task<int> StatusAsync(Shop shop) => (await shop.SendAsync(HttpMethod.Get, "/account/v1/session")).Status;
}
