using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Doing_many_things_in_any_order
{
    private const string Addresses = "/jsonapi/customer?related=address";

    /// <summary>Random calls against a model of a few lines: what a shop is told and what stands afterwards agree, on both databases.</summary>
    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("sqlite", 2)]
    [InlineData("postgres", 3)]
    public async Task ends_as_a_small_model_does(string storage, int seed)
    {
        await using var app = await TestServer.StartAsync(storage);
        using var anna = await Shop.OfAsync(app);
        var random = new Random(seed);
        var model = new List<(string Id, string City)>();
        var own = "";

        for (var step = 0; step < 60; step++)
        {
            var city = random.Next(4) == 0 ? "" : $"City {step}";
            switch (random.Next(6))
            {
                case 0:
                    var changed = await anna.PatchAsync(Shop.Data($""" "customer.city":"{city}" """));
                    own = city;
                    Assert.Equal(own, (string)changed.Attribute("customer.city")!);
                    break;
                case 1:
                    Assert.Equal(422, (await anna.PatchAsync(Shop.Data($""" "customer.city":"{city}","customer.latitude":91 """))).Status);
                    break;
                case 2:
                    var added = await anna.PostAsync("{\"data\":[" + Entry(city) + "," + Entry("second") + "]}", Addresses);
                    model.Add(((string)added.Json!["data"]![model.Count]!["id"]!, city));
                    model.Add(((string)added.Json["data"]![model.Count]!["id"]!, "second"));
                    break;
                case 3:
                    Assert.Equal(422, (await anna.PostAsync("{\"data\":[" + Entry(city) + ",{\"attributes\":{\"customer.address.languageid\":\"xxx\"}}]}", Addresses)).Status);
                    break;
                case 4 when model.Count > 0:
                    var at = random.Next(model.Count);
                    Assert.Equal(200, (await anna.PatchAsync(Shop.Data($""" "customer.address.city":"{city}" """), $"{Addresses}&relatedid={model[at].Id}")).Status);
                    model[at] = (model[at].Id, city);
                    break;
                case 5 when model.Count > 0:
                    var gone = model[random.Next(model.Count)];
                    Assert.Equal(200, (await anna.DeleteAsync($"{Addresses}&relatedid={gone.Id}")).Status);
                    model.Remove(gone);
                    break;
            }
        }

        var stands = (await anna.GetAsync(Addresses)).Json!["data"]!.AsArray();
        Assert.Equal(model, stands.Select(entry => ((string)entry!["id"]!, (string)entry["attributes"]!["customer.address.city"]!)));
        Assert.Equal(Enumerable.Range(0, model.Count), stands.Select(entry => (int)entry!["attributes"]!["customer.address.position"]!));
        Assert.Equal(own, (string)(await anna.GetAsync()).Attribute("customer.city")!);
    }

    private static string Entry(string city) => new JsonObject { ["attributes"] = new JsonObject { ["customer.address.city"] = city } }.ToJsonString();
}
