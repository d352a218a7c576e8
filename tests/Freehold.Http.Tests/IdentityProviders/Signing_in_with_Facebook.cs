using System.Diagnostics;

namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Signing_in_with_Facebook : IAsyncLifetime
{
    private FacebookGraph facebook = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        facebook = await FacebookGraph.StartAsync();
        app = await facebook.AppAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await facebook.DisposeAsync();
    }

    [Fact]
    public async Task finds_the_person_by_number_and_never_trusts_the_address()
    {
        var first = await app.AccountAsync("FACEBOOK", facebook.Token("42", "anna@example.com"));
        var again = await app.AccountAsync("FACEBOOK", facebook.Token("42", "new@example.com"));
        var other = await app.AccountAsync("FACEBOOK", facebook.Token("43", "anna@example.com"));

        Assert.Equal("anna@example.com", (string?)first["email"]);
        Assert.False((bool)first["attributes"]!["snrs_email_confirmed"]!);
        Assert.Equal(((long)first["clientId"]!, "anna@example.com"), ((long)again["clientId"]!, (string?)again["email"]));
        Assert.NotEqual((long)first["clientId"]!, (long)other["clientId"]!);
        Assert.Null(other["email"]);
    }

    [Fact]
    public async Task refuses_tokens_of_other_applications_and_bad_ones()
    {
        Assert.Equal(401, (await app.SignInAsync("FACEBOOK", facebook.Token("42", app: "666"))).Status);
        Assert.Equal(401, (await app.SignInAsync("FACEBOOK", facebook.Token("42", valid: false))).Status);
        Assert.Equal(401, (await app.SignInAsync("FACEBOOK", "invented")).Status);
        Assert.Equal(401, (await app.SignInAsync("FACEBOOK", "a&b=c#d")).Status);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(null)]
    public async Task says_so_when_the_provider_is_down_and_does_nothing(int? status)
    {
        facebook.Fails = status;
        facebook.Hangs = status is null;
        var token = facebook.Token("42", "anna@example.com");

        var watch = Stopwatch.StartNew();
        var answer = await app.SignInAsync("FACEBOOK", token);

        Assert.Equal((503, "FRH-5004"), (answer.Status, (string?)answer.Json["errorCode"]));
        Assert.NotNull(answer.Response.Headers.RetryAfter);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        (facebook.Fails, facebook.Hangs) = (null, false);
        Assert.Equal("REGISTRATION_REQUIRED", (string?)(await app.ConditionalAsync("FACEBOOK", token)).Json["status"]);
    }

    [Fact]
    public async Task of_a_provider_that_nobody_reaches_is_unavailable()
    {
        await using var lost = await App.StartAsync(("IdentityProviders:Google:Issuer", "http://127.0.0.1:9"), ("IdentityProviders:Google:Audience", "shop"));

        Assert.Equal(503, (await lost.SignInAsync("GOOGLE", "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJzdWIiOiIxIn0.c2ln")).Status);
    }
}
