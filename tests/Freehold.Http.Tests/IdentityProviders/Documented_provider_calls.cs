using Freehold.Http.Tests.Synerise;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>Signing in and deleting by an identity provider, one approved transcript each.</summary>
public sealed class Documented_provider_calls
{
    private const string Anna = "anna-sub|anna@example.com|true";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task of_a_sign_in_and_a_deletion_with_fresh_proof()
    {
        await using var provider = await OpenIdProcess.StartAsync();
        await using var app = await App.StartAsync(("IdentityProviders:Apple:Issuer", provider.Issuer), ("IdentityProviders:Apple:Audience", "shop"));
        var customer = new Synerise.Customer(app.Shop, "", "");
        var transcript = new Transcript(
            "synerise/provider-sign-in",
            Placeholder.Text("token", @"eyJ[\w-]+\.[\w-]+\.[\w-]+"),
            Placeholder.Json("time", "**.timestamp"),
            Placeholder.Json("trace", "**.traceId"),
            Placeholder.Json("expiration", "expiration"),
            Placeholder.Json("created", "created"));

        await RecordAsync(await app.ConditionalAsync("APPLE", await TokenAsync()));
        await RecordAsync(await app.SignInAsync("APPLE", "nonsense"));
        var signedIn = await app.SignInAsync("APPLE", await TokenAsync());
        await RecordAsync(signedIn);
        customer = customer with { Token = (string)signedIn.Json["token"]! };
        await RecordAsync(await customer.PostAsync("/sauth/clients/apple/deleted", """{"identityToken":"nonsense"}"""));
        await RecordAsync(await customer.PostAsync("/sauth/my-account/delete", """{"password":"whatever"}"""));
        await RecordAsync(await customer.PostAsync("/sauth/clients/apple/deleted", $$"""{"identityToken":"{{await TokenAsync()}}","uuid":"u"}"""));
        await RecordAsync(await app.ConditionalAsync("APPLE", await TokenAsync()));
        transcript.Compare();

        Task RecordAsync(Answer answer) => transcript.RecordAsync(answer.Response, Ct);
        async Task<string> TokenAsync() => (await provider.SignInAsync(Anna, nonce: Guid.NewGuid().ToString())).IdToken;
    }

    [Fact]
    public async Task of_a_provider_that_does_not_answer()
    {
        await using var facebook = await FacebookGraph.StartAsync();
        await using var app = await facebook.AppAsync();
        facebook.Fails = 500;
        var transcript = new Transcript("synerise/provider-down", Placeholder.Json("time", "**.timestamp"), Placeholder.Json("trace", "**.traceId"));

        await transcript.RecordAsync((await app.SignInAsync("FACEBOOK", "EAAB")).Response, Ct);

        transcript.Compare();
    }

    [Theory]
    [InlineData("sub", "anna-sub")]
    [InlineData("nothing", null)]
    [InlineData("", null)]
    public async Task give_the_custom_id_of_the_claim_that_is_set(string field, string? expected)
    {
        await using var provider = await OpenIdProcess.StartAsync();
        await using var app = await App.StartAsync(("IdentityProviders:OAuth:Url", $"{provider.Issuer}/whoami"), ("IdentityProviders:OAuth:Audience", "shop"), ("IdentityProviders:OAuth:CustomIdField", field));

        var signedIn = await app.SignInAsync("OAUTH", (await provider.SignInAsync(Anna)).AccessToken);

        Assert.Equal(expected, (string?)signedIn.Json["customId"]);
        Assert.Equal(expected, (string?)(await app.Shop.GetAsync("/v4/my-account/personal-information", (string)signedIn.Json["token"]!)).Json["customId"]);
    }

    [Fact]
    public async Task leave_a_custom_id_to_whom_it_belongs()
    {
        await using var provider = await OpenIdProcess.StartAsync();
        await using var app = await App.StartAsync(("IdentityProviders:OAuth:Url", $"{provider.Issuer}/whoami"), ("IdentityProviders:OAuth:Audience", "shop"), ("IdentityProviders:OAuth:CustomIdField", "sub"));
        await app.Shop.PostAsync("/v4/clients", await app.Shop.BusinessTokenAsync(), """{"customId":"anna-sub","firstName":"Somebody"}""");

        var signedIn = await app.SignInAsync("OAUTH", (await provider.SignInAsync(Anna)).AccessToken);

        Assert.Equal(200, signedIn.Status);
        Assert.Null(signedIn.Json["customId"]);
        Assert.Equal("Somebody", (string?)(await app.Shop.GetAsync("/v4/clients/by-customid/anna-sub", await app.Shop.BusinessTokenAsync())).Json["firstName"]);
    }
}
