using System.Text.Json.Nodes;
using Freehold.Http.Tests.Synerise;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>A shop's app with sign-in through identity providers; its server lives by the real time, as outside tokens do.</summary>
internal sealed class App : IAsyncDisposable
{
    private App(TestServer server) => Shop = new Shop(server);

    public Shop Shop { get; }

    public TestServer Server => Shop.Server;

    public static async Task<App> StartAsync(params (string Name, string Value)[] settings)
    {
        var server = await TestServer.StartAsync(settings: settings.ToDictionary(setting => $"Freehold:{setting.Name}", setting => (string?)setting.Value));
        server.Clock.UtcNow = DateTimeOffset.UtcNow;
        return new App(server);
    }

    /// <summary>With an OpenID provider in the place of Google.</summary>
    public static Task<App> WithGoogleAsync(OpenIdProcess provider, params (string Name, string Value)[] more) =>
        StartAsync([("IdentityProviders:Google:Issuer", provider.Issuer), ("IdentityProviders:Google:Audience", "shop"), .. more]);

    public Task<Answer> SignInAsync(string provider, string token, string more = "") => LoginAsync("", provider, token, more);

    public Task<Answer> ConditionalAsync(string provider, string token) => LoginAsync("/conditional", provider, token, "");

    /// <summary>A customer who signed in through a provider.</summary>
    public async Task<Synerise.Customer> CustomerAsync(string provider, string token)
    {
        var signedIn = await SignInAsync(provider, token);
        Assert.Equal(200, signedIn.Status);
        return new Synerise.Customer(Shop, "", (string)signedIn.Json["token"]!);
    }

    public async Task<JsonNode> AccountAsync(string provider, string token) => (await (await CustomerAsync(provider, token)).ReadAsync()).Json;

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private Task<Answer> LoginAsync(string kind, string provider, string token, string more) =>
        Shop.PostAsync($"/sauth/v3/auth/login/client{kind}", null, $$"""{"apiKey":"{{Shop.ProfileKey}}","identityProvider":"{{provider}}","identityProviderToken":"{{token}}"{{more}}}""");
}
