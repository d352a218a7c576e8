using System.Security.Cryptography;
using Freehold.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Freehold.Tests.SignIn;

public class Verifying_an_access_token
{
    /// <summary>Remembered or not, a token says the same; a visitor's uuid may have 255 characters.</summary>
    [Theory]
    [InlineData(36)]
    [InlineData(255)]
    public async Task Says_the_same_every_time_until_it_expires(int length)
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualTime();
        var options = new FreeholdOptions { Data = folder.Path, PublicUrl = "http://localhost:8000" };
        using var keys = new KeyRing(options, clock);
        var tokens = new AccessTokens(keys, options, clock);
        var says = new AccessToken(TokenRealm.Anonymous, default, "", new string('u', length), "ANONYMOUS", clock.GetUtcNow().AddHours(1));
        var text = tokens.Issue(says).Text;

        for (var i = 0; i < 3; i++) Assert.Equal(says, await tokens.VerifyAsync(text));
        clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 2; i++) Assert.Null(await tokens.VerifyAsync(text));
    }

    /// <summary>Nodes are started anew one after the other, and customers go to and fro between them.</summary>
    [Fact]
    public async Task Takes_tokens_of_a_key_that_another_node_signs_with_already()
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualTime();
        var options = new FreeholdOptions { Data = folder.Path, PublicUrl = "http://localhost:8000" };
        using var old = new KeyRing(options, clock);
        var before = new AccessTokens(old, options, clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        var name = old.Rotate();
        using var renewed = new KeyRing(options, clock);
        var says = new AccessToken(TokenRealm.Anonymous, default, "", "u", "ANONYMOUS", clock.GetUtcNow().AddHours(1));
        var text = new AccessTokens(renewed, options, clock).Issue(says).Text;

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await before.VerifyAsync(text)))), verified => Assert.Equal(says, verified));
        Assert.Equal(2, old.PublicKeys().Count());

        // Nothing that happens to the files before the next start takes a key away.
        using var third = new KeyRing(options, clock);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "keys", "signing-99990101000000000.pem"), "unfinished", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(folder.Path, "keys", name));
        third.Look();
        Assert.Equal(2, third.PublicKeys().Count());
        Assert.Equal(says, await new AccessTokens(third, options, clock).VerifyAsync(text));
    }

    /// <summary>One algorithm, whatever other kinds of keys somebody has put into the folder.</summary>
    [Theory]
    [InlineData("nistP256", SecurityAlgorithms.EcdsaSha256, true)]
    [InlineData("nistP384", SecurityAlgorithms.EcdsaSha384, false)]
    [InlineData("nistP521", SecurityAlgorithms.EcdsaSha512, false)]
    public async Task Takes_no_token_of_another_algorithm(string curve, string algorithm, bool isTaken)
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualTime();
        var options = new FreeholdOptions { Data = folder.Path, PublicUrl = "http://localhost:8000" };
        using (new KeyRing(options, clock)) { }
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "keys", "signing-20000101000000000.pem"), key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        using var keys = new KeyRing(options, clock);
        var text = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.PublicUrl,
            Audience = "freehold",
            TokenType = "at+jwt",
            Expires = clock.GetUtcNow().AddHours(1).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = "0", ["rlm"] = "business" },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = keys.Verifying[0].KeyId }, algorithm),
        });

        Assert.Equal(isTaken, await new AccessTokens(keys, options, clock).VerifyAsync(text) is not null);
    }
}
