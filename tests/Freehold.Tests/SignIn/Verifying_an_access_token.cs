using Freehold.Testing;

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
}
