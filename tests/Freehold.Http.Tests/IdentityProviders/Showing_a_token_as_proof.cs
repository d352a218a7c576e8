namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Showing_a_token_as_proof : IAsyncLifetime
{
    private Issuer issuer = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        issuer.Keys.Insert(0, new IssuersKey("curve", isCurve: true));
        app = await issuer.KnownToAsync(await issuer.AppAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("padded")]
    [InlineData("negated")]
    public async Task uses_it_up_however_its_signature_is_written(string how)
    {
        var anna = await app.CustomerAsync("GOOGLE", Token());
        var token = Token();
        var same = how == "padded" ? token + "==" : Forged.Negated(token);
        Assert.Equal(200, (await app.SignInAsync("GOOGLE", same)).Status);

        await anna.PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"next@example.com","identityProviderToken":"{{token}}"}""");

        Assert.Equal(403, await DeleteAsync(anna, same));
        Assert.Equal(200, (await anna.ReadAsync()).Status);
    }

    [Theory]
    [InlineData(long.MaxValue, 200)]
    [InlineData(-5L, 403)]
    [InlineData(null, 403)]
    public async Task looks_at_when_it_says_that_it_was_made(long? madeAt, int status)
    {
        var anna = await app.CustomerAsync("GOOGLE", Token());

        var token = issuer.Token(app.Server.Clock.UtcNow, change: claims =>
        {
            claims.Remove("iat");
            if (madeAt is not null) claims["iat"] = madeAt;
        });

        Assert.Equal(status, await DeleteAsync(anna, token));
    }

    [Fact]
    public async Task has_ten_tries_in_a_quarter_of_an_hour()
    {
        var anna = await app.CustomerAsync("GOOGLE", Token());
        for (var i = 0; i < 10; i++) Assert.Equal(403, await DeleteAsync(anna, "nonsense"));

        Assert.Equal(429, await DeleteAsync(anna, Token()));
        app.Server.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(200, await DeleteAsync(anna, Token()));
    }

    [Fact]
    public async Task has_forty_tries_in_a_day()
    {
        var anna = await app.CustomerAsync("GOOGLE", Token());
        for (var i = 0; i < 40; i++)
        {
            if (i % 10 == 0) anna = await LaterAsync();
            Assert.Equal(403, await DeleteAsync(anna, "nonsense"));
        }

        Assert.Equal(429, await DeleteAsync(await LaterAsync(), Token()));

        async Task<Synerise.Customer> LaterAsync()
        {
            app.Server.Clock.Advance(TimeSpan.FromMinutes(15));
            return await app.CustomerAsync("GOOGLE", Token());
        }
    }

    private string Token() => issuer.Token(app.Server.Clock.UtcNow);

    private static async Task<int> DeleteAsync(Synerise.Customer customer, string token) => (await customer.PostAsync("/sauth/clients/google/deleted", $$"""{"identityToken":"{{token}}"}""")).Status;
}
