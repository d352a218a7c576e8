namespace Freehold.Http.Tests.Aimeos;

public sealed class Linking_to_list_entries
{
    private const string Favourites = "/jsonapi/customer?related=relationships&include=product";

    /// <summary>Whatever the domain, the link that an entry has in the customer's relationships reaches it.</summary>
    [Theory]
    [InlineData("product")]
    [InlineData("order")]
    [InlineData("customer")]
    [InlineData("locale/site")]
    [InlineData("a?b#c d")]
    public async Task reaches_list_entries_of_every_domain_at_their_link(string domain)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        await anna.PostAsync(Shop.Data($$""" "customer.lists.domain":"{{domain}}","customer.lists.refid":"1" """), Favourites);

        var whole = await anna.GetAsync("/jsonapi/customer?include=" + Uri.EscapeDataString(domain));
        var link = Path(whole.Json!["data"]!["relationships"]![domain]!["data"]![0]!);
        var read = await anna.GetAsync(link);
        var changed = await anna.PatchAsync(Shop.Data(""" "customer.lists.type":"watch" """), link);
        var removed = await anna.DeleteAsync(link);

        Assert.Equal((200, 200, 200), (read.Status, changed.Status, removed.Status));
        Assert.Equal("watch", (string)changed.Attribute("customer.lists.type")!);
        Assert.Null((await anna.GetAsync("/jsonapi/customer?include=" + Uri.EscapeDataString(domain))).Json!["data"]!["relationships"]);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/..")]
    [InlineData(".")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a\\\\b")]
    public async Task refuses_domains_that_would_lead_elsewhere(string domain)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var refused = await anna.PostAsync(Shop.Data($$""" "customer.lists.domain":"{{domain}}","customer.lists.refid":"1" """), Favourites);

        Assert.Equal((422, "invalid"), (refused.Status, refused.Code));
        Assert.Equal("/data/attributes/customer.lists.domain", (string)refused.Json!["errors"]![0]!["source"]!["pointer"]!);
    }

    [Theory]
    [InlineData(4096, 201)]
    [InlineData(4097, 422)]
    public async Task keeps_configurations_up_to_a_length(int length, int status)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var config = $$"""{"a":"{{new string('x', length - "{'a':''}".Length)}}"}""";

        var answer = await anna.PostAsync(Shop.Data($$""" "customer.lists.domain":"product","customer.lists.refid":"1","customer.lists.config":{{config}} """), Favourites);

        Assert.Equal(status, answer.Status);
        if (status == 201) Assert.Equal(config, answer.Json!["data"]![0]!["attributes"]!["customer.lists.config"]!.ToJsonString());
        else Assert.Equal("/data/attributes/customer.lists.config", (string)answer.Json!["errors"]![0]!["source"]!["pointer"]!);
    }

    private static string Path(System.Text.Json.Nodes.JsonNode entry) => new Uri((string)entry["links"]!["self"]!["href"]!).PathAndQuery;
}
