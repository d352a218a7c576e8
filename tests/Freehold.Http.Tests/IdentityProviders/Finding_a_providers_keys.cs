namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Finding_a_providers_keys : IAsyncLifetime
{
    private const string Discovery = "/.well-known/openid-configuration";

    private Issuer issuer = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        app = await issuer.AppAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":5}""")]
    [InlineData("""{"keys":[5]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""")]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData(null)]
    public async Task keeps_those_it_has_while_none_are_published(string? published)
    {
        Assert.Equal(200, await StatusAsync());
        app.Server.Clock.Advance(TimeSpan.FromHours(13));
        issuer.Instead["/keys"] = published;

        Assert.Equal(200, await StatusAsync());
        Assert.Equal(200, await StatusAsync());
        using var stranger = new IssuersKey("first");
        Assert.Equal(401, await StatusAsync(stranger));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":5}""")]
    [InlineData("nonsense")]
    public async Task says_that_the_provider_is_away_where_there_never_were_any(string published)
    {
        issuer.Instead["/keys"] = published;
        Assert.Equal(503, await StatusAsync());

        issuer.Instead.Clear();
        Assert.Equal(200, await StatusAsync());
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/keys")]
    [InlineData("file:///etc/hostname")]
    public async Task asks_no_address_that_is_neither_https_nor_on_this_machine(string address)
    {
        issuer.Instead[Discovery] = $$"""{"issuer":"{{issuer.Url}}","jwks_uri":"{{address}}"}""";

        Assert.Equal(503, await StatusAsync());
    }

    [Fact]
    public async Task tries_each_of_those_that_have_one_name()
    {
        issuer.Keys.Add(new IssuersKey("first", isCurve: true));
        issuer.Keys.Add(new IssuersKey("first"));

        foreach (var key in issuer.Keys) Assert.Equal(200, await StatusAsync(key));
    }

    [Fact]
    public async Task takes_up_new_ones_within_a_minute()
    {
        Assert.Equal(200, await StatusAsync());
        var next = new IssuersKey("second");
        issuer.Keys.Add(next);
        app.Server.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(200, await StatusAsync(next));
    }

    private async Task<int> StatusAsync(IssuersKey? key = null) => (await app.SignInAsync("GOOGLE", issuer.Token(app.Server.Clock.UtcNow, key))).Status;
}
