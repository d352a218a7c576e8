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
    public async Task takes_no_word_of_whoever_says_that_they_are_somebody_elses()
    {
        issuer.Instead[Discovery] = $$"""{"issuer":"https://accounts.example.com","jwks_uri":"{{issuer.Url}}/keys"}""";

        Assert.Equal(503, await StatusAsync());
        Assert.Equal(0, issuer.Asked);
    }

    [Fact]
    public async Task asks_once_a_minute_at_most_however_many_unknown_keys_are_named()
    {
        Assert.Equal(200, await StatusAsync());
        using var stranger = new IssuersKey("unknown");
        for (var i = 0; i < 5; i++) Assert.Equal(401, await StatusAsync(stranger));
        Assert.Equal(1, issuer.Asked);

        app.Server.Clock.Advance(TimeSpan.FromSeconds(61));
        for (var i = 0; i < 5; i++) Assert.Equal(401, await StatusAsync(stranger));

        Assert.Equal(2, issuer.Asked);
    }

    [Fact]
    public async Task believes_none_for_longer_than_twelve_hours_that_is_published_no_more()
    {
        Assert.Equal(200, await StatusAsync());
        using var withdrawn = issuer.Keys[0];
        issuer.Keys[0] = new IssuersKey("second");

        app.Server.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, await StatusAsync(withdrawn));
        app.Server.Clock.Advance(TimeSpan.FromSeconds(1));

        // A busy machine may take longer to fetch the new ones than customers wait.
        var status = 200;
        for (var tries = 0; tries < 20 && status == 200; tries++) status = await StatusAsync(withdrawn);
        Assert.Equal(401, status);
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
