using System.Text;

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
}
