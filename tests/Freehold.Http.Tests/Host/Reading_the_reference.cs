using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Freehold.Http.Tests.Host;

public sealed class Reading_the_reference
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task tells_every_route_and_nothing_else()
    {
        await using var app = await TestServer.StartAsync();
        var document = await DocumentAsync(app);

        var told = document.Paths.SelectMany(path => path.Value.Operations!.Keys.Select(method => $"{method} {path.Key}")).Where(call => !call.Contains("/jsonapi", StringComparison.Ordinal));
        Assert.Equal(Mapped(app).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Equal(["GET", "OPTIONS"], MethodsOf(document, "/jsonapi"));
        Assert.Equal(["DELETE", "GET", "OPTIONS", "PATCH", "POST"], MethodsOf(document, "/jsonapi/customer"));
    }

    [Fact]
    public async Task says_of_each_call_what_it_does()
    {
        await using var app = await TestServer.StartAsync();

        var silent = (await OperationsAsync(app)).Where(call => string.IsNullOrEmpty(call.Operation.Summary)).Select(call => call.Name);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task says_who_may_call_and_what_errors_look_like()
    {
        await using var app = await TestServer.StartAsync();
        var calls = (await OperationsAsync(app)).ToDictionary(call => call.Name, call => call.Operation);

        Assert.Equal(["bearer"], Schemes(calls["GET /v4/my-account/personal-information"]));
        Assert.Equal(["bearer", "basic"], Schemes(calls["GET /v4/clients"]));
        Assert.Equal(["bearer", "cookie"], Schemes(calls["GET /account/v1/session"]));
        Assert.Equal(["bearer", "cookie", ""], Schemes(calls["GET /jsonapi/customer"]));
        Assert.Equal([""], Schemes(calls["POST /account/v1/session"]));
        Assert.Equal(["application/json"], ErrorTypes(calls["GET /v4/clients"]));
        Assert.Equal(["application/problem+json"], ErrorTypes(calls["GET /account/v1/session"]));
        Assert.Equal(["application/vnd.api+json"], ErrorTypes(calls["GET /jsonapi/customer"]).Select(type => type.Split(';')[0]));
    }

    [Fact]
    public async Task shows_every_member_of_the_own_data()
    {
        await using var app = await TestServer.StartAsync();
        var shop = new Synerise.Shop(app);
        var anna = await shop.CustomerAsync();
        var calls = (await OperationsAsync(app)).ToDictionary(call => call.Name, call => call.Operation);

        var told = calls["GET /v4/my-account/personal-information"].Responses!["200"].Content!["application/json"].Schema!.Properties!;

        Assert.Equal((await anna.ReadAsync()).Json.AsObject().Select(member => member.Key), told.Keys);
        Assert.False(calls["POST /v4/events/logged-in"].RequestBody!.Required);
        Assert.False(calls["POST /sauth/my-account/logout"].RequestBody!.Required);
        Assert.True(calls["POST /v4/events/batch"].RequestBody!.Required);
    }

    [Fact]
    public async Task shows_every_member_of_the_export()
    {
        await using var app = await TestServer.StartAsync();
        var anna = await new Synerise.Shop(app).CustomerAsync();
        var calls = (await OperationsAsync(app)).ToDictionary(call => call.Name, call => call.Operation);

        var told = calls["GET /account/v1/export"].Responses!["200"].Content!["application/json"].Schema!.Properties!;

        Assert.Equal((await anna.Shop.GetAsync("/account/v1/export", anna.Token)).Json.AsObject().Select(member => member.Key), told.Keys);
    }

    [Theory]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task says_that_an_object_is_one(string path)
    {
        await using var app = await TestServer.StartAsync();
        var calls = (await OperationsAsync(app)).ToDictionary(call => call.Name, call => call.Operation);

        var told = calls[$"GET {path}"].Responses!["200"].Content!["application/json"].Schema!;

        Assert.IsType<JsonObject>(JsonNode.Parse(await app.Client.GetStringAsync(path, Ct)));
        Assert.Equal(JsonSchemaType.Object, told.Type);
    }

    [Fact]
    public async Task shows_every_member_of_a_listed_profile()
    {
        await using var app = await TestServer.StartAsync();
        var shop = new Synerise.Shop(app);
        await shop.CustomerAsync();
        var calls = (await OperationsAsync(app)).ToDictionary(call => call.Name, call => call.Operation);

        var told = calls["GET /crm/v1/list"].Responses!["200"].Content!["application/json"].Schema!.Properties!["customers"].Items!.Properties!;
        var listed = await shop.GetAsync("/crm/v1/list", await shop.BusinessTokenAsync());

        Assert.Equal(listed.Json["customers"]![0]!.AsObject().Select(member => member.Key), told.Keys);
    }

    [Fact]
    public async Task shows_events_that_are_taken_as_they_stand()
    {
        await using var app = await TestServer.StartAsync();
        var anna = await new Synerise.Shop(app).CustomerAsync();
        var refused = new List<string>();

        foreach (var (name, operation) in (await OperationsAsync(app)).Where(call => call.Name.StartsWith("POST /v4/events/", StringComparison.Ordinal)))
        {
            var told = await anna.Shop.PostAsync(name["POST ".Length..], anna.Token, operation.RequestBody!.Content!["application/json"].Example!.ToJsonString());
            if (told.Status != 202) refused.Add($"{name}: {told.Text}");
        }

        Assert.Empty(refused);
    }

    [Fact]
    public async Task says_that_what_is_not_known_is_null()
    {
        await using var app = await TestServer.StartAsync();
        var anna = await new Synerise.Shop(app).CustomerAsync();
        var calls = (await OperationsAsync(app)).ToDictionary(call => call.Name, call => call.Operation);
        var told = calls["GET /v4/my-account/personal-information"].Responses!["200"].Content!["application/json"].Schema!.Properties!;

        var unknown = (await anna.ReadAsync()).Json.AsObject().Where(member => member.Value is null).Select(member => member.Key).ToList();

        Assert.Contains("city", unknown);
        Assert.All(unknown, name => Assert.True(told[name].Type is null || told[name].Type!.Value.HasFlag(JsonSchemaType.Null), name));
    }

    [Fact]
    public async Task names_the_header_that_a_browsers_session_must_send()
    {
        await using var app = await TestServer.StartAsync();
        var shop = new Synerise.Shop(app);
        var anna = await shop.CustomerAsync();
        using var browser = app.NewClient(cookies: true);
        using var signedIn = await browser.PostAsync(new Uri("/account/v1/session", UriKind.Relative), new StringContent($$"""{"email":"{{anna.Email}}","password":"{{Synerise.Shop.Password}}"}""", System.Text.Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);

        var needed = new List<string>();
        var told = new List<string>();
        foreach (var (name, operation) in (await OperationsAsync(app)).Where(call => call.Name.Contains(" /account/v1/", StringComparison.Ordinal) && !call.Name.Contains("admin", StringComparison.Ordinal)))
        {
            var (method, path) = (name.Split(' ')[0], name.Split(' ')[1].Replace("{id}", "x", StringComparison.Ordinal));
            using var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct);
            if (answer.StatusCode == HttpStatusCode.Forbidden && (await answer.Content.ReadAsStringAsync(Ct)).Contains("X-CSRF-TOKEN", StringComparison.Ordinal)) needed.Add(name);
            if (operation.Parameters?.Any(parameter => parameter is { In: ParameterLocation.Header, Name: "X-CSRF-TOKEN" }) == true) told.Add(name);
        }

        Assert.NotEmpty(needed);
        Assert.Equal(needed, told);
    }

    [Fact]
    public async Task works_without_the_dialects_that_are_switched_off()
    {
        await using var app = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Dialects:Synerise"] = "false" });

        var document = await DocumentAsync(app);

        Assert.DoesNotContain(document.Paths.Keys, path => path.StartsWith("/v4", StringComparison.Ordinal));
        Assert.Contains("/jsonapi/customer", document.Paths.Keys);
    }

    [Fact]
    public async Task shows_a_page_without_scripts()
    {
        await using var app = await TestServer.StartAsync();

        using var answer = await app.Client.GetAsync("/reference", Ct);
        var page = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("POST /v4/my-account/phone-update/confirmation", page, StringComparison.Ordinal);
        Assert.Contains("/jsonapi/customer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Mapped(TestServer app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null && !endpoint.RoutePattern.RawText!.StartsWith("/jsonapi", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? (endpoint.RoutePattern.RawText!.StartsWith("/health", StringComparison.Ordinal) ? ["GET"] : [])
        select $"{method} {endpoint.RoutePattern.RawText}";

    private static async Task<OpenApiDocument> DocumentAsync(TestServer app)
    {
        var read = OpenApiDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json", Ct), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        return read.Document!;
    }

    private static async Task<IEnumerable<(string Name, OpenApiOperation Operation)>> OperationsAsync(TestServer app) =>
        from path in (await DocumentAsync(app)).Paths
        from operation in path.Value.Operations!
        select ($"{operation.Key} {path.Key}", operation.Value);

    private static IEnumerable<string> MethodsOf(OpenApiDocument document, string path) => document.Paths[path].Operations!.Keys.Select(method => method.Method).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Schemes(OpenApiOperation operation) => operation.Security!.Select(enough => string.Join(' ', enough.Keys.Select(scheme => scheme.Reference.Id)));

    private static IEnumerable<string> ErrorTypes(OpenApiOperation operation) => operation.Responses!["default"].Content!.Keys;
}
