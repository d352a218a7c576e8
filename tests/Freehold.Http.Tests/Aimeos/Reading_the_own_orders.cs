using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Reading_the_own_orders
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "next=25 last=50 self=0")]
    [InlineData("page[offset]=25", "first=0 prev=0 last=50 self=25")]
    [InlineData("page[offset]=10&page[limit]=20", "first=0 next=30 last=40 self=10")]
    [InlineData("page[limit]=1000", "self=0")]
    [InlineData("page[limit]=0", "next=1 last=50 self=0")]
    [InlineData("page[offset]=2147483647", "first=0 prev=2147483622 self=2147483647")]
    [InlineData("id=7", "self=0")]
    public async Task tells_where_the_other_pages_are(string query, string links)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await WithOrdersAsync(app, 50);

        var page = await anna.GetAsync("/jsonapi/order?" + query);

        var told = page.Json!["links"]!.AsObject().Select(link => $"{link.Key}={OffsetOf((string)link.Value!)}");
        Assert.Equal(links, string.Join(' ', told));
    }

    [Theory]
    [InlineData("sqlite", "")]
    [InlineData("sqlite", "%00")]
    [InlineData("postgres", "%00")]
    [InlineData("postgres", "1%00")]
    public async Task finds_none_by_what_is_no_number(string storage, string id)
    {
        await using var app = await TestServer.StartAsync(storage);
        using var anna = await WithOrdersAsync(app, 1);

        var page = await anna.GetAsync("/jsonapi/order?id=" + id);

        Assert.Equal((200, 0), (page.Status, page.Json!["data"]!.AsArray().Count));
    }

    /// <summary>A client that follows the links sees every order once, as it asked for them.</summary>
    [Fact]
    public async Task goes_from_page_to_page()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await WithOrdersAsync(app, 26);
        var seen = new List<string>();
        string? next = "/jsonapi/order?page[limit]=10&fields[order]=order.price";
        while (next is not null)
        {
            var page = await anna.GetAsync(next);
            Assert.All(page.Json!["data"]!.AsArray(), order => Assert.Equal(["order.price"], order!["attributes"]!.AsObject().Select(attribute => attribute.Key)));
            seen.AddRange(page.Json["data"]!.AsArray().Select(order => (string)order!["id"]!));
            next = (string?)page.Json["links"]!["next"];
        }

        Assert.Equal(Enumerable.Range(1, 26), seen.ConvertAll(int.Parse).Order());
    }

    [Fact]
    public async Task nests_the_offset_in_a_prefix()
    {
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Aimeos:Prefix"] = "ai" });
        using var anna = await WithOrdersAsync(app, 26);

        var page = await anna.GetAsync("/jsonapi/order?ai[page][offset]=1");

        Assert.Equal($"{app.Url.OriginalString}/jsonapi/order?ai%5Bpage%5D%5Boffset%5D=1", (string)page.Json!["links"]!["self"]!);
        Assert.Equal($"{app.Url.OriginalString}/jsonapi/order?ai%5Bpage%5D%5Boffset%5D=0", (string)page.Json["links"]!["first"]!);
    }

    /// <summary>Documents were not always checked when they came: what is no text in one hides nothing else.</summary>
    [Fact]
    public async Task leaves_out_what_no_client_could_read()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await WithOrdersAsync(app, 0);
        var id = await IdAsync(anna);
        const string document = """{"\ud800":1,"order.price":"12.00","order.note":"\udc00","order.lines":[{"\ud800":1}],"\u006frder.id":"2","order.smile":"\ud83d\ude00"}""";
        await app.Services.GetRequiredService<Orders>().PutAsync([new Order("1", id, app.Clock.GetUtcNow(), document)], Ct);

        var answer = await anna.GetAsync("/jsonapi/order?fields[order]=order.id,order.price,order.note,order.lines,order.smile");

        Assert.Equal("""{"order.id":"1","order.price":"12.00","order.smile":"\uD83D\uDE00"}""", answer.Json!["data"]![0]!["attributes"]!.ToJsonString());
    }

    private static async Task<Shop> WithOrdersAsync(TestServer app, int count)
    {
        var anna = await Shop.OfAsync(app);
        var id = await IdAsync(anna);
        await app.Services.GetRequiredService<Orders>().PutAsync([.. Enumerable.Range(1, count).Select(number => new Order($"{number}", id, app.Clock.GetUtcNow(), """{"order.price":"12.00"}"""))], Ct);
        return anna;
    }

    private static async Task<CustomerId> IdAsync(Shop shop) => new(long.Parse((string)(await shop.GetAsync()).Attribute("customer.id")!));

    private static string OffsetOf(string href) => System.Web.HttpUtility.ParseQueryString(new Uri(href).Query)["page[offset]"]!;
}
