namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Signing_in_with_the_workspaces_own_provider : IAsyncLifetime
{
    private Issuer issuer = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        app = await App.StartAsync(("IdentityProviders:OAuth:Url", $"{issuer.Url}/whoami"), ("IdentityProviders:OAuth:Audience", "shop"));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"sub":"1","aud":"shop"}""", 200)]
    [InlineData("""{"sub":1,"aud":["other","shop"]}""", 200)]
    [InlineData("""{"sub":"1","aud":"other"}""", 401)]
    [InlineData("""{"sub":["1"],"aud":"shop"}""", 401)]
    [InlineData("""{"sub":"\ud800","aud":"shop"}""", 401)]
    [InlineData("""{"sub":"1","aud":"\ud800"}""", 401)]
    [InlineData("""{"sub":"1","aud":"shop","email":"\udc00@example.com"}""", 401)]
    [InlineData("""{"sub":"1","aud":"shop","\ud800":1}""", 401)]
    [InlineData("http://127.0.0.1:9/", 401)]
    [InlineData("[]", 503)]
    [InlineData("nonsense", 503)]
    public async Task believes_only_an_answer_that_tells_who_it_is(string says, int status)
    {
        issuer.Instead["/whoami"] = says;

        Assert.Equal(status, (await app.SignInAsync("OAUTH", "token")).Status);
    }
}
