namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Proving_by_a_provider : IAsyncLifetime
{
    private const string Anna = "anna-sub|anna@example.com|true";

    private OpenIdProcess provider = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await OpenIdProcess.StartAsync();
        app = await App.WithGoogleAsync(provider);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Theory]
    [InlineData("GOOGLE", "/sauth/clients/google/deleted", "identityToken")]
    [InlineData("GOOGLE", "/v4/clients/google/deleted", "identityProviderToken")]
    [InlineData("APPLE", "/sauth/clients/apple/deleted", "identityToken")]
    [InlineData("OAUTH", "/sauth/clients/oauth/deleted", "accessToken")]
    public async Task deletes_the_account(string method, string path, string name)
    {
        await using var shop = await AppOfAsync(method);
        var anna = await shop.CustomerAsync(method, await TokenAsync(method));
        var id = (long)(await anna.ReadAsync()).Json["clientId"]!;

        var deleted = await anna.PostAsync(path, $$"""{"{{name}}":"{{await TokenAsync(method)}}","uuid":"u"}""");

        Assert.Equal((200, ""), (deleted.Status, deleted.Text));
        Assert.Equal(401, (await anna.ReadAsync()).Status);
        Assert.Equal("REGISTRATION_REQUIRED", (string?)(await shop.ConditionalAsync(method, await TokenAsync(method))).Json["status"]);
        Assert.NotEqual(id, (long)(await shop.AccountAsync(method, await TokenAsync(method)))["clientId"]!);
    }

    [Fact]
    public async Task deletes_an_account_of_Facebook()
    {
        await using var facebook = await FacebookGraph.StartAsync();
        await using var shop = await facebook.AppAsync();
        var anna = await shop.CustomerAsync("FACEBOOK", facebook.Token("42"));

        Assert.Equal(403, (await anna.PostAsync("/sauth/clients/facebook/deleted", $$"""{"facebookToken":"{{facebook.Token("43")}}"}""")).Status);
        facebook.Fails = 500;
        Assert.Equal(503, (await anna.PostAsync("/sauth/clients/facebook/deleted", $$"""{"facebookToken":"{{facebook.Token("42")}}"}""")).Status);
        facebook.Fails = null;
        Assert.Equal(200, (await anna.ReadAsync()).Status);
        Assert.Equal(200, (await anna.PostAsync("/v4/clients/facebook/deleted", $$"""{"facebookToken":"{{facebook.Token("42")}}"}""")).Status);
        Assert.Equal(401, (await anna.ReadAsync()).Status);
    }

    [Fact]
    public async Task refuses_every_other_way_than_the_accounts_own()
    {
        var berta = await app.Shop.CustomerAsync();
        var anna = await app.CustomerAsync("GOOGLE", await TokenAsync());
        var token = await TokenAsync();

        var refused = new[]
        {
            await anna.PostAsync("/sauth/my-account/delete", """{"password":"whatever"}"""),
            await anna.PostAsync("/sauth/clients/apple/deleted", $$"""{"identityToken":"{{token}}"}"""),
            await anna.PostAsync("/sauth/clients/facebook/deleted", $$"""{"facebookToken":"{{token}}"}"""),
            await anna.PostAsync("/sauth/clients/oauth/deleted", $$"""{"accessToken":"{{token}}"}"""),
            await berta.PostAsync("/sauth/clients/google/deleted", $$"""{"identityToken":"{{token}}"}"""),
        };

        Assert.All(refused, answer => Assert.Equal((403, "FRH-2006"), (answer.Status, (string)answer.Json["errorCode"]!)));
        Assert.Equal((200, 200), ((await anna.ReadAsync()).Status, (await berta.ReadAsync()).Status));
    }

    [Fact]
    public async Task needs_a_token_of_this_person_for_this_shop_lately_made_and_never_used_before()
    {
        var anna = await app.CustomerAsync("GOOGLE", await TokenAsync());
        var old = await TokenAsync();
        app.Server.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(403, await StatusAsync(old));
        app.Server.Clock.UtcNow = DateTimeOffset.UtcNow;
        Assert.Equal(403, await StatusAsync((await provider.SignInAsync("berta-sub|berta@example.com|true")).IdToken));
        Assert.Equal(403, await StatusAsync((await provider.SignInAsync(Anna, client: "other-shop")).IdToken));
        Assert.Equal(403, await StatusAsync(Forged.Unsigned(await TokenAsync())));
        Assert.Equal(403, await StatusAsync(Forged.ByAnotherKey(await TokenAsync())));

        // T21: what proved one change proves no other.
        var used = await TokenAsync();
        await anna.PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"next@example.com","identityProviderToken":"{{used}}"}""");
        Assert.Equal(403, await StatusAsync(used));
        Assert.Equal(200, (await anna.ReadAsync()).Status);
        Assert.Equal(200, await StatusAsync(await TokenAsync()));

        async Task<int> StatusAsync(string token) => (await anna.PostAsync("/sauth/clients/google/deleted", $$"""{"identityToken":"{{token}}"}""")).Status;
    }

    [Fact]
    public async Task needs_a_token_of_Facebook_that_is_new_where_it_tells()
    {
        await using var facebook = await FacebookGraph.StartAsync();
        await using var shop = await facebook.AppAsync();
        var now = shop.Server.Clock.UtcNow;
        var anna = await shop.CustomerAsync("FACEBOOK", facebook.Token("42"));

        Assert.Equal(403, await StatusAsync(facebook.Token("42", issuedAt: now.AddMinutes(-6))));
        Assert.Equal(200, await StatusAsync(facebook.Token("42", issuedAt: now.AddMinutes(-4))));

        async Task<int> StatusAsync(string token) => (await anna.PostAsync("/sauth/clients/facebook/deleted", $$"""{"facebookToken":"{{token}}"}""")).Status;
    }

    [Theory]
    [InlineData("\"identityProvider\":\"GOOGLE\",\"identityProviderToken\"")]
    [InlineData("\"externalToken\"")]
    public async Task changes_the_email_of_an_account_without_password(string name)
    {
        var anna = await app.CustomerAsync("GOOGLE", await TokenAsync());

        var request = await anna.PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"next@example.com",{{name}}:"{{await TokenAsync()}}"}""");
        var confirmed = await anna.PostAsync("/sauth/my-account/email-change/confirmation", $$"""{"token":"{{await app.Shop.CodeAsync("anna@example.com")}}"}""");

        Assert.Equal((200, 200), (request.Status, confirmed.Status));
        Assert.Equal("next@example.com", (string?)(await anna.ReadAsync()).Json["email"]);
    }

    [Fact]
    public async Task does_not_replace_a_password_where_there_is_one()
    {
        var berta = await app.Shop.CustomerAsync();

        var answer = await berta.PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"next@example.com","identityProviderToken":"{{await TokenAsync()}}"}""");

        Assert.Equal((403, "FRH-2006"), (answer.Status, (string)answer.Json["errorCode"]!));
        Assert.Equal(["password"], (await berta.PostAsync("/sauth/my-account/email-change/request", """{"email":"next@example.com"}""")).Fields);
    }

    [Fact]
    public async Task ends_with_the_session_between_request_and_confirmation()
    {
        // T35
        var anna = await app.CustomerAsync("GOOGLE", await TokenAsync());
        await anna.PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"next@example.com","identityProviderToken":"{{await TokenAsync()}}"}""");
        var code = await app.Shop.CodeAsync("anna@example.com");
        await anna.PostAsync("/sauth/my-account/logout", """{"fromAllDevices":true}""");
        var again = await app.CustomerAsync("GOOGLE", await TokenAsync());

        Assert.Equal(401, (await anna.PostAsync("/sauth/my-account/email-change/confirmation", $$"""{"token":"{{code}}"}""")).Status);
        Assert.Equal(400, (await again.PostAsync("/sauth/my-account/email-change/confirmation", $$"""{"token":"{{code}}"}""")).Status);
    }

    [Fact]
    public async Task stops_after_an_undo_until_a_new_password_is_set()
    {
        var anna = await app.CustomerAsync("GOOGLE", await TokenAsync());
        await anna.PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"thief@example.com","identityProviderToken":"{{await TokenAsync()}}"}""");
        await anna.PostAsync("/sauth/my-account/email-change/confirmation", $$"""{"token":"{{await app.Shop.CodeAsync("anna@example.com")}}"}""");
        var undo = (string)(await app.Shop.InboxAsync("anna@example.com")).First(message => message!["link"] is not null)!["link"]!;
        await app.Server.Client.PostAsync(new Uri(undo).PathAndQuery, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        Assert.Equal(401, (await app.SignInAsync("GOOGLE", await TokenAsync())).Status);
        var reset = ((string)(await app.Shop.InboxAsync("anna@example.com")).First(message => message!["link"] is not null)!["link"]!).Split('/')[^1];
        await app.Shop.PostAsync("/sauth/clients/password-reset/confirmation", await app.Shop.AnonymousTokenAsync(), $$"""{"token":"{{reset}}","password":"the owner's own"}""");

        Assert.Equal(200, (await app.SignInAsync("GOOGLE", await TokenAsync())).Status);
        Assert.Equal(200, (await app.Shop.SignInAsync("anna@example.com", "the owner's own")).Status);
    }

    private async Task<string> TokenAsync(string method = "GOOGLE")
    {
        var (identity, access) = await provider.SignInAsync(Anna, nonce: Guid.NewGuid().ToString());
        return method == "OAUTH" ? access : identity;
    }

    private Task<App> AppOfAsync(string method) => method switch
    {
        "APPLE" => App.StartAsync(("IdentityProviders:Apple:Issuer", provider.Issuer), ("IdentityProviders:Apple:Audience", "shop")),
        "OAUTH" => App.StartAsync(("IdentityProviders:OAuth:Url", $"{provider.Issuer}/whoami"), ("IdentityProviders:OAuth:Audience", "shop")),
        _ => App.WithGoogleAsync(provider),
    };
}
