using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Comparing_the_reference_with_answers
{
    private const string City = """{"data":{"attributes":{"customer.city":"Oslo"}}}""";

    /// <summary>Objects whose names are data: the shop's attributes of an order, and the described attributes.</summary>
    private static readonly string[] Maps = ["/meta/attributes", "/data/0/attributes"];

    [Fact]
    public async Task finds_the_same_members()
    {
        await using var app = await TestServer.StartAsync();
        var reference = JsonNode.Parse(await app.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!["paths"]!;
        using var anna = await Shop.OfAsync(app, attributes: ""","customer.firstname":"Anna","customer.lastname":"Berg" """);
        using var jan = new Shop(app);
        await jan.OptionsAsync("/jsonapi");
        var id = new CustomerId(long.Parse((string)(await anna.GetAsync()).Attribute("customer.id")!));
        await app.Services.GetRequiredService<Orders>().PutAsync(
            [.. Enumerable.Range(1, 26).Select(number => new Order($"{number}", id, app.Clock.GetUtcNow(), """{"order.price":"12.50"}"""))], TestContext.Current.CancellationToken);

        Same("/jsonapi", "options", await anna.OptionsAsync("/jsonapi"));
        Same("/jsonapi", "get", await anna.GetAsync("/jsonapi"));
        Same("/jsonapi/order", "options", await anna.OptionsAsync("/jsonapi/order"));
        Same("/jsonapi/order", "get", await anna.GetAsync("/jsonapi/order"));
        Same("/jsonapi/customer", "options", await anna.OptionsAsync());
        Same("/jsonapi/customer", "get", await anna.GetAsync());
        Same("/jsonapi/customer", "post", await jan.PostAsync(Shop.Data(""" "customer.email":"jan@example.com" """)));
        Same("/jsonapi/customer", "patch", await anna.PatchAsync(City));
        Same("/jsonapi/customer", "delete", await anna.DeleteAsync());

        void Same(string path, string method, Answer answer)
        {
            var example = reference[path]![method]!["responses"]![$"{answer.Status}"]!["content"]!["application/vnd.api+json"]!["example"];
            Assert.Equal($"{method} {path}\n{Shape(answer.Json)}", $"{method} {path}\n{Shape(example)}");
        }
    }

    [Fact]
    public async Task finds_the_parameters_that_count()
    {
        await using var app = await TestServer.StartAsync();
        var reference = JsonNode.Parse(await app.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!["paths"]!;

        Assert.Equal(["locale", "currency"], Query("/jsonapi", "options"));
        Assert.Equal(["related", "relatedid", "include", "locale", "fields[customer]"], Query("/jsonapi/customer", "get"));
        Assert.Equal(["related", "relatedid", "include", "locale", "fields[customer]", "_token"], Query("/jsonapi/customer", "patch"));
        foreach (var method in new[] { "post", "patch", "delete" }) Assert.Contains("_token", Query("/jsonapi/customer", method));
        foreach (var method in new[] { "get", "post", "patch", "delete" }) Assert.Contains("locale", Query("/jsonapi/customer", method));

        IEnumerable<string> Query(string path, string method) => reference[path]![method]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!);
    }

    /// <summary>Every place of a document with the kind of what stands there; of a list and of a map the first entry tells.</summary>
    private static string Shape(JsonNode? document)
    {
        var places = new SortedSet<string>(StringComparer.Ordinal);
        Add(document, "");
        return string.Join('\n', places);

        void Add(JsonNode? node, string path)
        {
            places.Add($"{path} {(node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "Boolean" : node?.GetValueKind())}");
            if (node is JsonObject map && Maps.Contains(path)) Add(map.First().Value, path + "/*");
            else if (node is JsonObject members)
                foreach (var (name, value) in members) Add(value, $"{path}/{name}");
            else if (node is JsonArray { Count: > 0 } entries) Add(entries[0], path + "/0");
        }
    }
}
