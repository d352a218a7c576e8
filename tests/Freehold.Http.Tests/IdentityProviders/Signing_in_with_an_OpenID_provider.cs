using System.Text;

namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Signing_in_with_an_OpenID_provider : IAsyncLifetime
{
    private const string Anna = "anna-sub|anna@example.com|true";

    private OpenIdProcess provider = null!;
    private App app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

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

    [Fact]
    public async Task makes_the_account_at_the_first_time_and_finds_it_again()
    {
        var first = await app.SignInAsync("GOOGLE", (await provider.SignInAsync(Anna)).IdToken, ""","uuid":"u-1","agreements":{"sms":true},"attributes":{"size":42}""");
        var account = (await app.Shop.GetAsync("/v4/my-account/personal-information", (string)first.Json["token"]!)).Json;
        var again = await app.AccountAsync("GOOGLE", (await provider.SignInAsync(Anna)).IdToken);

        Assert.Equal((200, "GOOGLE", "client"), (first.Status, (string)first.Json["origin"]!, (string)first.Json["realm"]!));
        Assert.Equal(("anna@example.com", "u-1", true), ((string)account["email"]!, (string)account["uuid"]!, (bool)account["agreements"]!["sms"]!));
        Assert.Equal("""{"snrs_email_confirmed":true,"size":42}""", account["attributes"]!.ToJsonString());
        Assert.Equal((long)account["clientId"]!, (long)again["clientId"]!);
        Assert.Empty(await app.Shop.InboxAsync("anna@example.com"));
    }

    [Fact]
    public async Task is_asked_for_no_confirmation_of_the_device()
    {
        await app.Shop.PostAsync("/sauth/settings", await app.Shop.BusinessTokenAsync(), """{"deviceControl":"APPROVE"}""");

        Assert.Equal(200, (await app.SignInAsync("GOOGLE", (await provider.SignInAsync(Anna)).IdToken, ",\"deviceId\":\"unknown\"")).Status);
        Assert.Empty(await app.Shop.InboxAsync("anna@example.com"));
    }

    [Fact]
    public async Task never_makes_an_account_when_it_is_conditional()
    {
        var token = (await provider.SignInAsync(Anna)).IdToken;

        Assert.Equal("REGISTRATION_REQUIRED", (string?)(await app.ConditionalAsync("GOOGLE", token)).Json["status"]);
        Assert.Equal("UNAUTHORIZED", (string?)(await app.ConditionalAsync("GOOGLE", "nonsense")).Json["status"]);
        await app.SignInAsync("GOOGLE", token);
        var known = (await app.ConditionalAsync("GOOGLE", token)).Json;

        Assert.Equal("SUCCESS", (string?)known["status"]);
        Assert.NotNull(known["token"]);
    }

    [Fact]
    public async Task never_leads_to_the_account_that_has_the_same_address()
    {
        var anna = await app.Shop.CustomerAsync(email: "anna@example.com");

        var other = await app.AccountAsync("GOOGLE", (await provider.SignInAsync(Anna)).IdToken);

        Assert.Null(other["email"]);
        Assert.NotEqual((long)(await anna.ReadAsync()).Json["clientId"]!, (long)other["clientId"]!);
        Assert.Equal(200, (await app.Shop.SignInAsync("anna@example.com", Synerise.Shop.Password)).Status);
    }

    [Fact]
    public async Task believes_an_address_only_where_the_provider_vouches_for_it()
    {
        var account = await app.AccountAsync("GOOGLE", (await provider.SignInAsync("berta-sub|berta@example.com|false")).IdToken);

        Assert.Equal("berta@example.com", (string?)account["email"]);
        Assert.False((bool)account["attributes"]!["snrs_email_confirmed"]!);
        Assert.Equal("Confirm your e-mail address", (string?)Assert.Single(await app.Shop.InboxAsync("berta@example.com"))!["subject"]);
    }

    [Fact]
    public async Task refuses_every_forged_token()
    {
        var genuine = (await provider.SignInAsync(Anna)).IdToken;
        using var http = new HttpClient();
        var keys = await http.GetByteArrayAsync($"{provider.Issuer}/jwks", Ct);
        var forged = new Dictionary<string, string>
        {
            ["alg none"] = Forged.Unsigned(genuine),
            ["alg nOnE"] = Forged.Unsigned(genuine, "nOnE"),
            ["without signature"] = genuine[..(genuine.LastIndexOf('.') + 1)],
            ["by another key"] = Forged.ByAnotherKey(genuine),
            ["by the public key"] = Forged.ByPublicKey(genuine, keys),
            ["another subject"] = Forged.Changed(genuine, claims => claims["sub"] = "somebody-else"),
            ["for another application"] = (await provider.SignInAsync(Anna, client: "other-shop")).IdToken,
            ["an access token"] = (await provider.SignInAsync(Anna)).AccessToken,
            ["nonsense"] = "nonsense",
        };

        foreach (var (name, token) in forged) Assert.True((await app.SignInAsync("GOOGLE", token)).Status == 401, name);
        Assert.Equal(200, (await app.SignInAsync("GOOGLE", genuine)).Status);
    }

    [Theory]
    [InlineData(3600 + 59, 200)]
    [InlineData(3600 + 62, 401)]
    public async Task ends_with_the_token_give_or_take_a_minute(int seconds, int status)
    {
        var token = (await provider.SignInAsync(Anna)).IdToken;

        app.Server.Clock.Advance(TimeSpan.FromSeconds(seconds - 2));
        if (status == 401) app.Server.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(status, (await app.SignInAsync("GOOGLE", token)).Status);
    }

    [Fact]
    public async Task compares_the_nonce_where_one_is_given()
    {
        var token = (await provider.SignInAsync(Anna, nonce: "n-1")).IdToken;
        var hashed = (await provider.SignInAsync(Anna, nonce: Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("raw"))))).IdToken;

        Assert.Equal(401, (await app.SignInAsync("GOOGLE", token, ""","nonce":"n-2" """)).Status);
        Assert.Equal(200, (await app.SignInAsync("GOOGLE", token, ""","nonce":"n-1" """)).Status);
        Assert.Equal(200, (await app.SignInAsync("GOOGLE", hashed, ""","nonce":"raw" """)).Status);
    }

    [Fact]
    public async Task rejects_the_tokens_of_a_provider_that_is_not_set_up()
    {
        var token = (await provider.SignInAsync(Anna)).IdToken;

        foreach (var method in new[] { "APPLE", "FACEBOOK", "OAUTH", "UNKNOWN" }) Assert.Equal(401, (await app.SignInAsync(method, token)).Status);
    }

    [Fact]
    public async Task makes_one_account_however_many_first_times_come_at_once()
    {
        var token = (await provider.SignInAsync(Anna)).IdToken;

        var accounts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.AccountAsync("GOOGLE", token)));

        Assert.Single(accounts.Select(account => (long)account["clientId"]!).Distinct());
    }

    [Fact]
    public async Task waits_for_the_PIN_where_that_is_asked_of_unverified_addresses()
    {
        await using var strict = await App.WithGoogleAsync(provider, ("Synerise:RegistrationType", "PIN_THIRD_PARTY"));
        var token = (await provider.SignInAsync("berta-sub|berta@example.com|false")).IdToken;

        Assert.Equal(200, (await strict.SignInAsync("GOOGLE", (await provider.SignInAsync(Anna)).IdToken)).Status);
        Assert.Equal(403, (await strict.SignInAsync("GOOGLE", token, ""","uuid":"u-1" """)).Status);
        var pin = await strict.Shop.CodeAsync("berta@example.com");
        await strict.Shop.PostAsync("/sauth/clients/activation/by-pin-code/confirmation", await strict.Shop.AnonymousTokenAsync(), $$"""{"pinCode":"{{pin}}","email":"berta@example.com","uuid":"u-1"}""");

        Assert.Equal(200, (await strict.SignInAsync("GOOGLE", token)).Status);
    }

    [Fact]
    public async Task works_for_Apple_and_for_the_workspaces_own_provider_in_both_modes()
    {
        var person = await provider.SignInAsync("carla-sub|carla@example.com|true");
        var other = await provider.SignInAsync("carla-sub|carla@example.com|true", client: "other-shop");
        await using var apple = await App.StartAsync(("IdentityProviders:Apple:Issuer", provider.Issuer), ("IdentityProviders:Apple:Audience", "shop, shop-beta"));
        await using var jwt = await App.StartAsync(
            ("IdentityProviders:OAuth:Mode", "JWT"), ("IdentityProviders:OAuth:Issuer", provider.Issuer), ("IdentityProviders:OAuth:KeysUrl", $"{provider.Issuer}/jwks"), ("IdentityProviders:OAuth:Audience", "shop"));
        await using var asks = await App.StartAsync(("IdentityProviders:OAuth:Url", $"{provider.Issuer}/whoami"), ("IdentityProviders:OAuth:Audience", "shop"));

        Assert.True((bool)(await apple.AccountAsync("APPLE", person.IdToken))["attributes"]!["snrs_email_confirmed"]!);
        Assert.False((bool)(await jwt.AccountAsync("OAUTH", person.IdToken))["attributes"]!["snrs_email_confirmed"]!);
        Assert.Equal("carla@example.com", (string?)(await asks.AccountAsync("OAUTH", person.AccessToken))["email"]);
        Assert.Equal(401, (await apple.SignInAsync("APPLE", other.IdToken)).Status);
        Assert.Equal(401, (await jwt.SignInAsync("OAUTH", other.IdToken)).Status);
        Assert.Equal(401, (await asks.SignInAsync("OAUTH", other.AccessToken)).Status);
        Assert.Equal(401, (await asks.SignInAsync("OAUTH", "invented")).Status);
    }
}
