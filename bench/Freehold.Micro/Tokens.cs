using BenchmarkDotNet.Attributes;

namespace Freehold.Micro;

/// <summary>Access tokens: issued, verified for the first time, and met again.</summary>
public class Tokens
{
    private readonly string folder = Directory.CreateTempSubdirectory("freehold-").FullName;
    private readonly AccessToken says = new(TokenRealm.Client, new CustomerId(123_456_789_012), Randomness.SessionId(), null, "SYNERISE", TimeProvider.System.GetUtcNow().AddHours(1));
    private FreeholdOptions options = new();
    private KeyRing keys = null!;
    private AccessTokens tokens = null!;
    private string text = "";

    [GlobalSetup]
    public void Setup()
    {
        options = new FreeholdOptions { Data = folder, PublicUrl = "http://localhost:8000" };
        keys = new KeyRing(options, TimeProvider.System);
        tokens = New();
        text = tokens.Issue(says).Text;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public string Issue() => tokens.Issue(says).Text;

    /// <summary>A verifier that has seen nothing yet: the signature is checked.</summary>
    [Benchmark]
    public async Task<AccessToken?> VerifyNew() => await New().VerifyAsync(text);

    [Benchmark]
    public async Task<AccessToken?> VerifyKnown() => await tokens.VerifyAsync(text);

    private AccessTokens New() => new(keys, options, TimeProvider.System);
}
