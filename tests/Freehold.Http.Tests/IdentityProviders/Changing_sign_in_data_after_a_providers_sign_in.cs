using System.Net.Http.Headers;
using System.Text;
using Freehold.Http.Tests.Synerise;

namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Changing_sign_in_data_after_a_providers_sign_in : IAsyncLifetime
{
    private Issuer issuer = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        app = await issuer.KnownToAsync(await issuer.AppAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(4, 200)]
    [InlineData(6, 403)]
    public async Task needs_a_token_that_the_provider_made_lately(int minutes, int status)
    {
        var token = issuer.Token(app.Server.Clock.UtcNow.AddMinutes(-minutes));

        Assert.Equal(status, (await PatchAsync(await app.CustomerAsync("GOOGLE", token))).Status);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData(-4, 200)]
    [InlineData(-60 * 24 * 50, 403)]
    public async Task needs_a_token_of_Facebook_that_is_new_where_it_tells(int? minutes, int status)
    {
        await using var facebook = await FacebookGraph.StartAsync();
        await using var shop = await facebook.AppAsync();
        var token = facebook.Token("42", "anna@example.com", issuedAt: minutes is { } ago ? shop.Server.Clock.UtcNow.AddMinutes(ago) : null);

        Assert.Equal(status, (await PatchAsync(await shop.CustomerAsync("FACEBOOK", token))).Status);
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData(-4, 200)]
    [InlineData(-6, 403)]
    public async Task needs_to_be_told_by_the_workspaces_own_provider_that_its_token_is_new(int? minutes, int status)
    {
        await using var own = await App.StartAsync(("IdentityProviders:OAuth:Url", $"{issuer.Url}/whoami"), ("IdentityProviders:OAuth:Audience", "shop"));
        var made = minutes is { } ago ? $",\"iat\":{own.Server.Clock.UtcNow.AddMinutes(ago).ToUnixTimeSeconds()}" : "";
        issuer.Instead["/whoami"] = $$"""{"sub":"1","aud":"shop","email":"anna@example.com"{{made}}}""";

        Assert.Equal(status, (await PatchAsync(await own.CustomerAsync("OAUTH", "token"))).Status);
    }

    [Fact]
    public async Task ends_five_minutes_after_the_sign_in_whatever_the_provider_says_of_the_future()
    {
        var anna = await app.CustomerAsync("GOOGLE", issuer.Token(app.Server.Clock.UtcNow, change: claims => claims["iat"] = app.Server.Clock.UtcNow.AddDays(1).ToUnixTimeSeconds()));

        app.Server.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(403, (await PatchAsync(anna)).Status);
    }

    private static Task<Answer> PatchAsync(Synerise.Customer customer)
    {
        var body = new StringContent("""{"data":{"type":"customer","attributes":{"customer.password":"the thief's own"}}}""", Encoding.UTF8, new MediaTypeHeaderValue("application/vnd.api+json"));
        return customer.Shop.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/jsonapi/customer") { Content = body }, customer.Token);
    }
}
