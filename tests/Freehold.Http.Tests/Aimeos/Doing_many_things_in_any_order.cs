using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Doing_many_things_in_any_order
{
    private const string Addresses = "/jsonapi/customer?related=address";
    private const string Properties = "/jsonapi/customer?related=property";
    private const string Favourites = "/jsonapi/customer?related=relationships&include=product";

    /// <summary>T76: random calls through two dialects against a model of a few lines: what is told and what stands afterwards agree, in every dialect, on both databases.</summary>
    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("sqlite", 2)]
    [InlineData("postgres", 3)]
    public async Task ends_as_a_small_model_does(string storage, int seed)
    {
        await using var app = await TestServer.StartAsync(storage);
        using var anna = await Shop.OfAsync(app);
        var signedIn = await app.Services.GetRequiredService<SignIns>().WithPasswordAsync("anna@example.com", Shop.Password, new Origin("127.0.0.1", "test"), TestContext.Current.CancellationToken);
        var model = new Model(anna, new Random(seed), new Synerise(app, signedIn.Value.Text));

        for (var step = 0; step < 80; step++) await model.StepAsync(step);

        await model.CompareAsync();
    }

    private sealed class Model(Shop anna, Random random, Synerise synerise)
    {
        private readonly List<(string Id, string City)> addresses = [];
        private readonly List<(string Id, string Value)> properties = [];
        private readonly List<(string Id, string Product)> favourites = [];
        private string own = "";

        public async Task StepAsync(int step)
        {
            var text = random.Next(4) == 0 ? "" : $"Text {step}";
            switch (random.Next(11))
            {
                case 0:
                    own = text;
                    Assert.Equal(own, (string)(await anna.PatchAsync(Shop.Data($""" "customer.city":"{own}" """))).Attribute("customer.city")!);
                    break;
                case 1:
                    own = text;
                    Assert.Equal(200, await synerise.SetCityAsync(own));
                    break;
                case 2:
                    Assert.Equal(422, (await anna.PatchAsync(Shop.Data($""" "customer.city":"{text}","customer.latitude":91 """))).Status);
                    break;
                case 3:
                    var added = await anna.PostAsync("{\"data\":[" + Entry("address.city", text) + "," + Entry("address.city", "second") + "]}", Addresses);
                    addresses.Add((IdAt(added, addresses.Count), text));
                    addresses.Add((IdAt(added, addresses.Count), "second"));
                    break;
                case 4:
                    Assert.Equal(422, (await anna.PostAsync("{\"data\":[" + Entry("address.city", text) + "," + Entry("address.languageid", "xxx") + "]}", Addresses)).Status);
                    break;
                case 5 when addresses.Count > 0:
                    var at = random.Next(addresses.Count);
                    Assert.Equal(200, (await anna.PatchAsync(Shop.Data($""" "customer.address.city":"{text}" """), $"{Addresses}&relatedid={addresses[at].Id}")).Status);
                    addresses[at] = (addresses[at].Id, text);
                    break;
                case 6 when addresses.Count > 0:
                    Assert.Equal(200, (await anna.DeleteAsync($"{Addresses}&relatedid={Take(addresses).Id}")).Status);
                    break;
                case 7:
                    var made = await anna.PostAsync(Shop.Data($""" "customer.property.type":"note","customer.property.value":"{text}" """), Properties);
                    properties.Add((IdAt(made, properties.Count), text));
                    break;
                case 8 when properties.Count > 1:
                    var gone = new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = Take(properties).Id }, new JsonObject { ["id"] = Take(properties).Id }, new JsonObject { ["id"] = "7" }) };
                    Assert.Equal(200, (await anna.DeleteAsync(Properties, gone.ToJsonString())).Status);
                    break;
                case 9:
                    var product = $"{random.Next(6)}";
                    var kept = await anna.PostAsync(Shop.Data($""" "customer.lists.domain":"product","customer.lists.type":"favorite","customer.lists.refid":"{product}" """), Favourites);
                    Assert.Equal(favourites.Exists(one => one.Product == product) ? 409 : 201, kept.Status);
                    if (kept.Status == 201) favourites.Add((IdAt(kept, favourites.Count), product));
                    break;
                case 10 when favourites.Count > 0:
                    Assert.Equal(200, (await anna.DeleteAsync($"{Favourites}&relatedid={Take(favourites).Id}")).Status);
                    break;
            }
        }

        public async Task CompareAsync()
        {
            var stands = Entries(await anna.GetAsync(Addresses));
            Assert.Equal(addresses, stands.Select(entry => ((string)entry["id"]!, (string)entry["attributes"]!["customer.address.city"]!)));
            Assert.Equal(Enumerable.Range(0, addresses.Count), stands.Select(entry => (int)entry["attributes"]!["customer.address.position"]!));
            Assert.Equal(properties, Entries(await anna.GetAsync(Properties)).Select(entry => ((string)entry["id"]!, (string)entry["attributes"]!["customer.property.value"]!)));
            Assert.Equal(favourites, Entries(await anna.GetAsync(Favourites)).Select(entry => ((string)entry["id"]!, (string)entry["attributes"]!["customer.lists.refid"]!)));

            var customer = await anna.GetAsync("/jsonapi/customer?include=customer/address,customer/property,product");
            Assert.Equal(addresses.Count + properties.Count, customer.Json!["included"]!.AsArray().Count);
            Assert.Equal(own, (string)customer.Attribute("customer.city")!);
            var other = await synerise.ReadAsync();
            Assert.Equal(own.Length == 0 ? null : own, (string?)other["city"]);
            var session = (await anna.SendAsync(HttpMethod.Get, "/account/v1/session")).Json!;
            Assert.Equal(((string)customer.Attribute("customer.id")!, (string)customer.Attribute("customer.id")!), ($"{other["clientId"]}", $"{session["accountId"]}"));
        }

        private static List<JsonNode> Entries(Answer answer) => [.. answer.Json!["data"]!.AsArray().Select(entry => entry!)];

        private static string IdAt(Answer answer, int at) => (string)answer.Json!["data"]![at]!["id"]!;

        private T Take<T>(List<T> list)
        {
            var taken = list[random.Next(list.Count)];
            list.Remove(taken);
            return taken;
        }

        private static string Entry(string name, string value) => new JsonObject { ["attributes"] = new JsonObject { ["customer." + name] = value } }.ToJsonString();
    }

    /// <summary>The same account through the other dialect.</summary>
    private sealed class Synerise(TestServer app, string token)
    {
        private const string Path = "/v4/my-account/personal-information";

        public async Task<int> SetCityAsync(string city)
        {
            // An empty text is null here.
            var body = new JsonObject { ["city"] = city.Length == 0 ? null : city };
            return (int)(await SendAsync(HttpMethod.Post, body.ToJsonString())).StatusCode;
        }

        public async Task<JsonNode> ReadAsync() => JsonNode.Parse(await (await SendAsync(HttpMethod.Get, null)).Content.ReadAsStringAsync())!;

        private Task<HttpResponseMessage> SendAsync(HttpMethod method, string? body)
        {
            var request = new HttpRequestMessage(method, Path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return app.Client.SendAsync(request);
        }
    }
}
