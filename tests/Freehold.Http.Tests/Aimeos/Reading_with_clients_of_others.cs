using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>JSON:API clients from npm, which know nothing of us, read our documents and change the account and an address.</summary>
public sealed class Reading_with_clients_of_others
{
    private const string Source = "tests/Freehold.Http.Tests/Aimeos/Clients";
    private static readonly Origin Origin = new("127.0.0.1", "test");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task shows_attributes_and_what_relationships_lead_to()
    {
        var folder = await NodePackages.InstallAsync(Source, "json-api-clients");
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);
        var id = await FillAsync(app, anna);
        var token = (await app.Services.GetRequiredService<SignIns>().WithPasswordAsync("anna@example.com", Shop.Password, Origin, Ct)).Value.Text;

        var told = JsonNode.Parse(await NodePackages.RunAsync(folder, "clients.mjs", app.Url.OriginalString, token))!;

        foreach (var client in new[] { "kitsu", "devour", "jsona" })
        {
            var seen = told[client]!;
            Assert.Equal((id, "anna@example.com"), ((string)seen["id"]!, (string)seen["email"]!));
            Assert.Equal("""["Hamburg","Bremen"]""", seen["addresses"]!.ToJsonString());
            Assert.Equal("""["42","9"]""", seen["properties"]!.ToJsonString());
            Assert.Equal("""["Best customers"]""", seen["groups"]!.ToJsonString());
            Assert.Equal("""["Lamp"]""", seen["products"]!.ToJsonString());
        }

        Assert.Equal("""[201,200,"Bergen",200]""", Of("kitsu", "added", "status", "city", "removed"));
        Assert.Equal("""[422,"/data/attributes/customer.countryid"]""", told["kitsu"]!["refused"]!.ToJsonString());
        Assert.Equal("""[3,"Bergen",0,"Invalid ISO country code"]""", Of("devour", "added", "city", "removed", "refused"));

        string Of(string client, params string[] names) => JsonSerializer.Serialize(names.Select(name => told[client]![name]));
    }

    [Fact]
    public async Task changes_the_account_with_a_cookie_and_the_token_of_an_answer()
    {
        var folder = await NodePackages.InstallAsync(Source, "json-api-clients");
        await using var app = await TestServer.StartAsync();
        using var anna = await Shop.OfAsync(app);

        var told = JsonNode.Parse(await NodePackages.RunAsync(folder, "cookies.mjs", app.Url.OriginalString, "anna@example.com", Shop.Password))!;

        Assert.Equal("""{"forged":[403,"csrf"],"city":"Bergen","done":[200,201,200]}""", told["kitsu"]!.ToJsonString());
        Assert.Equal("CSRF token is missing or does not match", (string)told["devour"]!["forged"]!["0"]!["title"]!);
        Assert.Equal(("Troms\u00f8", "[1,0]"), ((string)told["devour"]!["city"]!, told["devour"]!["done"]!.ToJsonString()));
    }

    private static async Task<string> FillAsync(TestServer app, Shop anna)
    {
        await app.Services.GetRequiredService<Groups>().PutAsync([new Group("1", "vip", "Best customers")], Ct);
        await app.Services.GetRequiredService<Products>().PutAsync([new Product("7", "lamp", "Lamp", 1)], Ct);
        await anna.PostAsync("""{"data":[{"attributes":{"customer.address.city":"Hamburg"}},{"attributes":{"customer.address.city":"Bremen"}}]}""", "/jsonapi/customer?related=address");
        await anna.PostAsync("""{"data":[{"attributes":{"customer.property.type":"shoe","customer.property.value":"42"}},{"attributes":{"customer.property.type":"hat","customer.property.value":"9"}}]}""", "/jsonapi/customer?related=property");
        await anna.PostAsync(Shop.Data(""" "customer.lists.domain":"product","customer.lists.type":"favorite","customer.lists.refid":"7" """), "/jsonapi/customer?related=relationships");
        var id = (string)(await anna.GetAsync()).Json!["data"]!["id"]!;
        await app.Services.GetRequiredService<AccountControl>().ChangeAsync(new CustomerId(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture)), null, ["1"], Ct);
        return id;
    }
}
