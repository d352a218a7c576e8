using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

public sealed class Calling_from_a_front_end_elsewhere
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Freehold:Origins:0"] = "https://shop.example" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/jsonapi/customer", "https://shop.example", "https://shop.example")]
    [InlineData("/jsonapi/customer", "https://evil.example", null)]
    [InlineData("/jsonapi/customer", "null", null)]
    [InlineData("/account/v1/session", "https://shop.example", "https://shop.example")]
    [InlineData("/account/v1/sessions/x", "https://shop.example", "https://shop.example")]
    [InlineData("/account/v1/session", "https://evil.example", null)]
    [InlineData("/sauth/v3/auth/login/client", "https://shop.example", "https://shop.example")]
    [InlineData("/v4/my-account/personal-information", "https://shop.example", "https://shop.example")]
    public async Task is_allowed_for_the_configured_origins_alone(string path, string origin, string? allowed)
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "PATCH");

        using var answer = await app.Client.SendAsync(preflight, Ct);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
        Assert.Equal("Origin", answer.Headers.Vary.Single());
        Assert.Equal(allowed is not null, answer.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods) && methods.Single().Contains("PATCH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/sauth/v3/auth/login/client", "https://evil.example")]
    [InlineData("/v4/clients/batch", "https://shop.example")]
    [InlineData("/account/v1/admin/groups", "https://shop.example")]
    public async Task is_not_for_others_nor_for_the_business_side(string path, string origin)
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");

        using var answer = await app.Client.SendAsync(preflight, Ct);

        Assert.Equal(405, (int)answer.StatusCode);
    }

    /// <summary>A page of another site has no cookies here, and signs in for a token.</summary>
    [Fact]
    public async Task works_with_a_bearer_from_another_site()
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var anna = await Shop.OfAsync(app);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v4/my-account/personal-information");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Headers", "api-version,authorization");

        using var permission = await app.Client.SendAsync(preflight, Ct);
        using var signedIn = await SendAsync(HttpMethod.Post, "/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{Synerise.Shop.ProfileKey}}","identityProvider":"SYNERISE","email":"anna@example.com","password":"{{Shop.Password}}"}""");
        var token = (string)JsonNode.Parse(await signedIn.Content.ReadAsStringAsync(Ct))!["token"]!;
        using var own = await SendAsync(HttpMethod.Get, "/v4/my-account/personal-information", token);
        using var refused = await SendAsync(HttpMethod.Get, "/v4/my-account/personal-information", "nonsense");

        Assert.Contains("api-version", permission.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        Assert.Equal([(200, "https://shop.example"), (200, "https://shop.example"), (401, "https://shop.example")], ((HttpResponseMessage[])[signedIn, own, refused]).Select(Told));

        Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer, string? body = null)
        {
            var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Origin", "https://shop.example");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            return app.Client.SendAsync(request, Ct);
        }
    }

    [Theory]
    [InlineData("/account/v1/session", 405)]
    [InlineData("/account/v1/nothing", 404)]
    [InlineData("/v4/my-account/personal-information", 405)]
    [InlineData("/v4/nothing", 404)]
    [InlineData("/sauth/v3/auth/login/nothing", 404)]
    [InlineData("/jsonapi/nothing", 404)]
    [InlineData("/nothing", 404)]
    public async Task reads_also_what_no_route_serves(string path, int status)
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization");
        using var request = new HttpRequestMessage(HttpMethod.Put, path);
        request.Headers.Add("Origin", "https://shop.example");

        using var permission = await app.Client.SendAsync(preflight, Ct);
        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.True(permission.IsSuccessStatusCode);
        Assert.Equal("https://shop.example", Told(permission).Origin);
        Assert.Equal((status, "https://shop.example"), Told(answer));
    }

    [Theory]
    [InlineData("/v4/nothing")]
    [InlineData("/nothing")]
    public async Task finds_nothing_to_ask_for_elsewhere(string path)
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", "https://evil.example");

        using var answer = await app.Client.SendAsync(preflight, Ct);

        Assert.Equal((404, null), Told(answer));
    }

    /// <summary>The cookie is of the site; a page of another site could neither keep nor send it.</summary>
    [Theory]
    [InlineData("https://shop.example", "same-site", 200)]
    [InlineData("https://shop.example", "cross-site", 403)]
    [InlineData("https://evil.example", "same-site", 403)]
    [InlineData("https://shop.example.evil.example", "same-site", 403)]
    public async Task signs_in_with_a_cookie_on_the_same_site(string origin, string site, int status)
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var anna = await Shop.OfAsync(app);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/v1/session");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new StringContent($$"""{"email":"anna@example.com","password":"{{Shop.Password}}"}""", Encoding.UTF8, "application/json");

        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task never_sends_the_forms_of_our_pages()
    {
        await using var app = await TestServer.StartAsync(settings: Settings);
        using var anna = await Shop.OfAsync(app);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        request.Headers.Add("Origin", "https://shop.example");
        request.Headers.Add("Sec-Fetch-Site", "same-site");
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = "anna@example.com", ["password"] = Shop.Password });

        using var answer = await app.Client.SendAsync(request, Ct);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static (int Status, string? Origin) Told(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
}
