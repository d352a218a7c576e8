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

    [Fact]
    public async Task makes_twenty_accounts_an_hour_for_one_address()
    {
        app.Server.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        for (var i = 0; i < 20; i++) Assert.Equal(200, (await SignInAsync($"sub-{i}")).Status);

        var refused = await SignInAsync("sub-20");
        var known = await SignInAsync("sub-0");
        app.Server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((429, "FRH-5001", TimeSpan.FromHours(1)), (refused.Status, (string)refused.Json["errorCode"]!, refused.Response.Headers.RetryAfter?.Delta));
        Assert.Equal((200, 200), (known.Status, (await SignInAsync("sub-20")).Status));
    }

    [Fact]
    public async Task keeps_no_more_attributes_than_an_account_holds_and_makes_none_for_them()
    {
        // Each of these letters is kept as six.
        var much = string.Join(',', Enumerable.Range(100, 50).Select(n => $"\"{new string('ü', 250)}{n}\":1"));
        var half = $"\"{new string('x', 40_000)}\"";
        Assert.Equal(200, (await SignInAsync("anna-sub", $"\"a\":{half}")).Status);

        var refused = new[] { await SignInAsync("anna-sub", $"\"b\":{half}"), await SignInAsync("berta-sub", much) };

        Assert.All(refused, answer => Assert.Equal((400, "attributes"), (answer.Status, answer.Fields.Single())));
        Assert.Equal("REGISTRATION_REQUIRED", (string?)(await app.ConditionalAsync("GOOGLE", Token("berta-sub"))).Json["status"]);
    }

    private string Token(string subject) => issuer.Token(app.Server.Clock.UtcNow, change: claims => claims["sub"] = subject);

    private Task<Answer> SignInAsync(string subject = "anna-sub", string attributes = "") => app.SignInAsync("GOOGLE", Token(subject), $$""","attributes":{{{attributes}}}""");
}
