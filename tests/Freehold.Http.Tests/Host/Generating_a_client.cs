using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Host;

/// <summary>What generators read of the reference beside the bodies.</summary>
public sealed class Generating_a_client
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>PHP, for one, does not tell methods apart that differ in case alone.</summary>
    [Fact]
    public async Task finds_a_name_of_its_own_for_every_call()
    {
        await using var app = await TestServer.StartAsync();

        var names = (await CallsAsync(app)).ToDictionary(call => $"{call.Method} {call.Path}", call => (string?)call.Told["operationId"]);

        Assert.All(Mapped(app), call => Assert.Matches("^[a-z]+[A-Z][A-Za-z0-9]*$", names[call]));
        Assert.Equal(names.Count, names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("getV4MyAccountPersonalInformation", names["GET /v4/my-account/personal-information"]);
        Assert.Equal("postSauthV3AuthLoginClient", names["POST /sauth/v3/auth/login/client"]);
        Assert.Equal("deleteAccountV1SessionsId", names["DELETE /account/v1/sessions/{id}"]);
        Assert.Equal("patchJsonapiCustomer", names["PATCH /jsonapi/customer"]);
    }

    [Fact]
    public async Task finds_what_parameters_stand_for()
    {
        await using var app = await TestServer.StartAsync();

        var told = from call in await CallsAsync(app)
                   from parameter in Parameters(call.Told)
                   where !IsText(parameter["schema"]!)
                   select $"{parameter["name"]}: {parameter["schema"]!["format"] ?? parameter["schema"]!["type"]}";

        Assert.Equal(
            ["action: array", "clientId: int64", "filters[anonymous]: boolean", "limit: int64", "offset: int64", "pageIndex: int64", "pageSize: int64", "page[limit]: int64", "page[offset]: int64", "time[from]: date-time", "time[to]: date-time"],
            told.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task finds_parameters_as_they_are_read()
    {
        await using var app = await TestServer.StartAsync();
        var shop = new Synerise.Shop(app);
        var anna = await shop.CustomerAsync();
        var id = (await anna.ReadAsync()).Json["clientId"]!.ToString();
        var business = await shop.BusinessTokenAsync();
        var wrong = new List<string>();

        foreach (var (method, path, told) in await CallsAsync(app))
            foreach (var parameter in Parameters(told).Where(one => method == "GET" && !IsText(one["schema"]!)))
            {
                var (name, asked) = ((string)parameter["name"]!, (string)parameter["in"]! == "query");
                var token = told["security"]!.AsArray().Any(enough => enough!["basic"] is not null) ? business : anna.Token;
                await ExpectAsync(asked ? Example(parameter["schema"]!) : id, 200);
                await ExpectAsync("no such thing", asked ? 400 : 404);

                async Task ExpectAsync(string value, int status)
                {
                    var url = path.Replace("{clientId}", asked ? id : value, StringComparison.Ordinal) + (asked ? $"?{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}" : "");
                    if (await shop.GetAsync(url, token) is var answer && answer.Status != status) wrong.Add($"{url}: {answer.Status} {answer.Text}");
                }
            }

        Assert.Empty(wrong);
    }

    private static string Example(JsonNode schema) => (string?)schema["type"] switch
    {
        "integer" => "1",
        "boolean" => "true",
        "array" => "client.login",
        _ => "2026-01-02T03:04:05.678+01:00",
    };

    private static bool IsText(JsonNode schema) => (string?)schema["type"] == "string" && schema["format"] is null;

    private static IEnumerable<JsonNode> Parameters(JsonNode told) => told["parameters"]?.AsArray().OfType<JsonNode>() ?? [];

    private static IEnumerable<string> Mapped(TestServer app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select $"{method} {endpoint.RoutePattern.RawText}";

    private static async Task<List<(string Method, string Path, JsonNode Told)>> CallsAsync(TestServer app) =>
        [.. from path in JsonNode.Parse(await app.Client.GetStringAsync("/openapi/v1.json", Ct))!["paths"]!.AsObject()
            from call in path.Value!.AsObject()
            select (call.Key.ToUpperInvariant(), path.Key, call.Value!)];
}
