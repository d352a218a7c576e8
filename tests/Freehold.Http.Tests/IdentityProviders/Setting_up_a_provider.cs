using Freehold.Server;
using Freehold.Server.Configuration;
using Microsoft.Extensions.Configuration;

namespace Freehold.Http.Tests.IdentityProviders;

public sealed class Setting_up_a_provider
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["Google:Audience"] = "shop",
        ["Apple:Audience"] = "shop",
        ["Facebook:ApplicationId"] = "1234567890",
        ["Facebook:ApplicationSecret"] = "secret",
        ["OAuth:Audience"] = "shop",
        ["OAuth:Url"] = "https://own.example/whoami",
    };

    private static readonly Dictionary<string, string?> Verifying = new(Complete) { ["OAuth:Mode"] = "JWT", ["OAuth:Issuer"] = "https://own.example" };

    [Theory]
    [InlineData("Google:Issuer", "")]
    [InlineData("Apple:Issuer", "")]
    [InlineData("Apple:Issuer", "http://apple.example")]
    [InlineData("Facebook:Graph", "")]
    [InlineData("Facebook:ApplicationSecret", "")]
    [InlineData("OAuth:Mode", "BOTH")]
    [InlineData("OAuth:Url", "")]
    [InlineData("OAuth:SubjectField", "")]
    [InlineData("OAuth:TokenHeader", "Content-Type")]
    [InlineData("OAuth:TokenHeader", "no header")]
    [InlineData("OAuth:TokenPrefix", "Bearer\n")]
    public void names_what_cannot_work(string name, string value) => Assert.StartsWith($"Freehold:IdentityProviders:{name}", Refusal(Complete, name, value), StringComparison.Ordinal);

    [Theory]
    [InlineData("OAuth:Issuer", "")]
    [InlineData("OAuth:Key", "")]
    [InlineData("OAuth:Key", "nonsense")]
    [InlineData("OAuth:Key", "[]")]
    [InlineData("OAuth:Key", """{"keys":5}""")]
    [InlineData("OAuth:Key", """{"kty":"oct","k":"c2VjcmV0"}""")]
    public void names_what_verifies_nothing(string name, string value) => Assert.StartsWith($"Freehold:IdentityProviders:{name}", Refusal(Verifying, name, value), StringComparison.Ordinal);

    [Fact]
    public void takes_what_works()
    {
        using var key = new IssuersKey("first");

        Assert.Null(Refusal(Complete, "Google:Audience", "shop, shop-beta"));
        Assert.Null(Refusal(Verifying, "OAuth:Key", key.Published.ToJsonString()));
        Assert.Null(Refusal(Verifying, "OAuth:KeysUrl", "https://own.example/keys"));
    }

    private static string? Refusal(Dictionary<string, string?> settings, string name, string value)
    {
        var changed = new Dictionary<string, string?>(settings) { [name] = value };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(changed.ToDictionary(setting => $"Freehold:IdentityProviders:{setting.Key}", setting => setting.Value)).Build();
        return Record.Exception(() => Settings.ReadIdentityProviders(configuration)) is { } refused ? Assert.IsType<BadSettingException>(refused).Message : null;
    }
}
