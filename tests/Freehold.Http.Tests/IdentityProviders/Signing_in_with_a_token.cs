using Freehold.Http.Tests.Synerise;

namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Signing_in_with_a_token : IAsyncLifetime
{
    private Issuer issuer = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        app = await issuer.KnownToAsync(await App.StartAsync(("IdentityProviders:Google:Issuer", issuer.Url), ("IdentityProviders:Google:Audience", "shop"), ("TrustedProxies", "127.0.0.1")));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(62, 401)]
    public async Task begins_with_the_token_give_or_take_a_minute(int seconds, int status)
    {
        var now = app.Server.Clock.UtcNow;

        Assert.Equal(status, (await app.SignInAsync("GOOGLE", issuer.Token(now, change: claims => claims["nbf"] = now.ToUnixTimeSeconds() + seconds))).Status);
    }

    [Fact]
    public async Task stops_for_an_hour_after_a_hundred_bad_ones_from_one_address()
    {
        app.Server.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        for (var i = 0; i < 100; i++) Assert.Equal(401, (await app.SignInAsync("GOOGLE", "nonsense")).Status);

        var refused = await SignInAsync();
        app.Server.Client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        app.Server.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.10");
        var elsewhere = await SignInAsync();

        Assert.Equal((429, TimeSpan.FromHours(1)), (refused.Status, refused.Response.Headers.RetryAfter?.Delta));
        Assert.Equal(200, elsewhere.Status);
    }

    private Task<Answer> SignInAsync() => app.SignInAsync("GOOGLE", issuer.Token(app.Server.Clock.UtcNow));
}
