using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Keeping_addresses_properties_and_lists
{
    private const string Addresses = "/jsonapi/customer?related=address";
    private const string Properties = "/jsonapi/customer?related=property";
    private const string Favourites = "/jsonapi/customer?related=relationships&include=product";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task adds_changes_and_removes_on_every_database(string storage)
    {
        await using var app = await TestServer.StartAsync(storage);
        using var anna = await Shop.OfAsync(app);

        var added = await anna.PostAsync("""{"data":[{"attributes":{"customer.address.lastname":"One","customer.address.longitude":10.5}},{"attributes":{"customer.address.lastname":"Two"}}]}""", Addresses);
        var second = (string)added.Json!["data"]![1]!["id"]!;
        var changed = await anna.PatchAsync(Shop.Data(""" "customer.address.city":"Berlin" """), $"{Addresses}&relatedid={second}");
        var removed = await anna.DeleteAsync(Addresses, $$"""{"data":[{"id":"{{(string)added.Json["data"]![0]!["id"]!}}"},{"id":"5"}]}""");
        var left = await anna.GetAsync(Addresses);

        Assert.Equal((201, 2), (added.Status, (int)added.Json["meta"]!["total"]!));
        Assert.Equal(10.5, (double)added.Json["data"]![0]!["attributes"]!["customer.address.longitude"]!);
        Assert.Equal(("Two", "Berlin"), ((string)changed.Attribute("customer.address.lastname")!, (string)changed.Attribute("customer.address.city")!));
        Assert.Equal(200, removed.Status);
        Assert.Equal(second, (string)left.Json!["data"]!.AsArray().Single()!["id"]!);

        var property = await anna.PostAsync(Shop.Data(""" "customer.property.type":"crm","customer.property.languageid":"en","customer.property.value":5 """), Properties);
        var twice = await anna.PostAsync(Shop.Data(""" "customer.property.type":"crm","customer.property.languageid":"en","customer.property.value":"5" """), Properties);
        var german = await anna.PostAsync(Shop.Data(""" "customer.property.type":"crm","customer.property.languageid":"de","customer.property.value":"5" """), Properties + "&locale=de");
        Assert.Equal((201, 409, 201), (property.Status, twice.Status, german.Status));
        Assert.Equal("de", (string)german.Json!["data"]!.AsArray().Single()!["attributes"]!["customer.property.languageid"]!);

        var kept = await anna.PostAsync(Shop.Data(""" "customer.lists.domain":"product","customer.lists.refid":7,"customer.lists.type":"favorite","customer.lists.config":{"a":"b"} """), Favourites);
        var again = await anna.PostAsync(Shop.Data(""" "customer.lists.domain":"product","customer.lists.refid":"7","customer.lists.type":"favorite" """), Favourites);
        Assert.Equal((201, 409), (kept.Status, again.Status));
        Assert.Equal("""{"a":"b"}""", kept.Json!["data"]![0]!["attributes"]!["customer.lists.config"]!.ToJsonString());
    }

    [Fact]
    public async Task stores_all_entries_of_a_call_or_none()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var refused = await anna.PostAsync("""{"data":[{"attributes":{"customer.address.lastname":"One"}},{"attributes":{"customer.address.countryid":"DEU","customer.address.email":"x"}}]}""", Addresses);
        var same = """{"attributes":{"customer.lists.domain":"product","customer.lists.refid":"1"}}""";
        var twice = await anna.PostAsync("{\"data\":[" + same + "," + same + "]}", Favourites);
        var many = await anna.PostAsync("{\"data\":[" + string.Join(',', Enumerable.Repeat("{\"attributes\":{}}", 101)) + "]}", Addresses);

        Assert.Equal(422, refused.Status);
        Assert.Equal("/data/1/attributes/customer.address.countryid", (string)refused.Json!["errors"]![0]!["source"]!["pointer"]!);
        Assert.Equal((409, 422), (twice.Status, many.Status));
        Assert.Equal(0, (int)(await anna.GetAsync(Addresses)).Json!["meta"]!["total"]!);
        Assert.Equal(0, (int)(await anna.GetAsync(Favourites)).Json!["meta"]!["total"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"id\":null")]
    public async Task deletes_nothing_where_an_id_is_missing(string id)
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var stood = (string)(await anna.PostAsync(Shop.Data(""" "customer.address.city":"Gdynia" """), Addresses)).Json!["data"]![0]!["id"]!;

        var refused = await anna.DeleteAsync(Addresses, $$$"""{"data":[{"id":"{{{stood}}}"},{{{{id}}}}]}""");

        Assert.Equal((400, "ID is missing"), (refused.Status, refused.Title));
        Assert.Equal(1, (int)(await anna.GetAsync(Addresses)).Json!["meta"]!["total"]!);
    }

    [Fact]
    public async Task says_which_entry_stands_already()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        foreach (var (target, stands, other) in new[]
        {
            (Properties, """ "customer.property.type":"a","customer.property.languageid":"en" """, """ "customer.property.type":"b","customer.property.languageid":"en" """),
            (Favourites, """ "customer.lists.domain":"product","customer.lists.refid":"1" """, """ "customer.lists.domain":"product","customer.lists.refid":"2" """),
        })
        {
            await anna.PostAsync(Shop.Data(stands), target);
            Assert.Equal("/data/1", Blamed(await anna.PostAsync(Many(other, stands), target)));
            Assert.Equal("/data/0", Blamed(await anna.PostAsync(Many(stands), target)));
            Assert.Equal("/data", Blamed(await anna.PostAsync(Shop.Data(stands), target)));

            var added = (await anna.PostAsync(Shop.Data(other), target)).Json!["data"]![1]!["id"]!;
            Assert.Equal("/data", Blamed(await anna.PatchAsync(Shop.Data(stands), $"{target}&relatedid={added}")));
        }

        static string Many(params string[] entries) => "{\"data\":[" + string.Join(',', entries.Select(entry => "{\"attributes\":{" + entry + "}}")) + "]}";

        static string? Blamed(Answer refused)
        {
            Assert.Equal((409, "taken"), (refused.Status, refused.Code));
            return (string?)refused.Json!["errors"]![0]!["source"]?["pointer"];
        }
    }

    [Fact]
    public async Task shows_everything_that_include_asks_for_in_one_document()
    {
        await using var app = await TestServer.StartAsync();
        await app.Services.GetRequiredService<Products>().PutAsync([new Product("1", "demo-article", "Demo article", 1)], CancellationToken.None);
        using var anna = await Shop.OfAsync(app);
        await anna.PostAsync(Shop.Data(""" "customer.address.city":"Berlin" """), Addresses);
        await anna.PostAsync(Shop.Data(""" "customer.property.type":"crm" """), Properties);
        await anna.PostAsync("""{"data":[{"attributes":{"customer.lists.domain":"product","customer.lists.refid":"1"}},{"attributes":{"customer.lists.domain":"product","customer.lists.refid":"gone"}}]}""", Favourites);

        var whole = await anna.GetAsync("/jsonapi/customer?include=product,customer/address,customer/property,foo&fields[product]=product.code&fields[customer/address]=customer.address.city");

        var relationships = whole.Json!["data"]!["relationships"]!;
        Assert.Equal(["1", "gone"], relationships["product"]!["data"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Single(relationships["customer/address"]!["data"]!.AsArray());
        Assert.Equal(["product", "customer/address", "customer/property"], whole.Json["included"]!.AsArray().Select(one => (string)one!["type"]!));
        Assert.Equal("""{"product.code":"demo-article"}""", whole.Json["included"]![0]!["attributes"]!.ToJsonString());
        Assert.Equal("""{"customer.address.city":"Berlin"}""", whole.Json["included"]![1]!["attributes"]!.ToJsonString());

        // Links of answers work as they are: the alias of included entries, and the path of listed things.
        Assert.Equal("Berlin", (string)(await anna.GetAsync(Path(whole.Json["included"]![1]!))).Attribute("customer.address.city")!);
        Assert.Equal(200, (await anna.DeleteAsync(Path(relationships["product"]!["data"]![0]!))).Status);
        Assert.Equal(1, (int)(await anna.GetAsync(Favourites)).Json!["meta"]!["total"]!);
    }

    [Fact]
    public async Task hides_entries_that_are_off_over_or_of_another_domain()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        await anna.PostAsync("""
            {"data":[{"attributes":{"customer.lists.domain":"product","customer.lists.refid":"1","customer.lists.status":0}},
                     {"attributes":{"customer.lists.domain":"product","customer.lists.refid":"2","customer.lists.dateend":"2001-01-01"}},
                     {"attributes":{"customer.lists.domain":"service","customer.lists.refid":"3"}},
                     {"attributes":{"customer.lists.domain":"product","customer.lists.refid":"4","customer.lists.position":1}},
                     {"attributes":{"customer.lists.domain":"product","customer.lists.refid":"5"}}]}
            """, Favourites);

        var shown = await anna.GetAsync(Favourites);
        var none = await anna.GetAsync("/jsonapi/customer?related=relationships");

        Assert.Equal(["5", "4"], shown.Json!["data"]!.AsArray().Select(one => (string)one!["attributes"]!["customer.lists.refid"]!));
        Assert.Equal(0, (int)none.Json!["meta"]!["total"]!);
    }

    [Fact]
    public async Task never_shows_or_changes_what_is_anothers()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        using var jan = await Shop.OfAsync(app, "jan@example.com");
        var id = (string)(await anna.PostAsync(Shop.Data(""" "customer.address.city":"Gdynia" """), Addresses)).Json!["data"]![0]!["id"]!;

        Assert.Null((await jan.GetAsync($"{Addresses}&relatedid={id}")).Json!["data"]);
        Assert.Equal(404, (await jan.PatchAsync(Shop.Data(""" "customer.address.city":"X" """), $"{Addresses}&relatedid={id}")).Status);
        Assert.Equal(200, (await jan.DeleteAsync($"{Addresses}&relatedid={id}")).Status);
        Assert.Equal("Gdynia", (string)(await anna.GetAsync($"{Addresses}&relatedid={id}")).Attribute("customer.address.city")!);
    }

    [Fact]
    public async Task goes_with_the_account()
    {
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var id = new CustomerId(long.Parse((string)(await anna.GetAsync()).Attribute("customer.id")!));
        await anna.PostAsync(Shop.Data(""" "customer.address.city":"Gdynia" """), Addresses);
        await app.Services.GetRequiredService<Orders>().PutAsync([new Order("A1", id, app.Clock.GetUtcNow(), """{"order.price":"12.00"}""")], CancellationToken.None);

        var orders = await anna.GetAsync("/jsonapi/order");
        await anna.DeleteAsync();
        using var later = await Shop.OfAsync(app);

        Assert.Equal("12.00", (string)orders.Json!["data"]![0]!["attributes"]!["order.price"]!);
        Assert.Equal(0, (int)(await later.GetAsync(Addresses)).Json!["meta"]!["total"]!);
        Assert.Equal(0, (int)(await later.GetAsync("/jsonapi/order")).Json!["meta"]!["total"]!);
    }

    private static string Path(System.Text.Json.Nodes.JsonNode entry) => new Uri((string)entry["links"]!["self"]!["href"]!).PathAndQuery;
}
