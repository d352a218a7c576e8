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
    private string[] unknown = [];
    private int next;

    [GlobalSetup]
    public void Setup()
    {
        options = new FreeholdOptions { Data = folder, PublicUrl = "http://localhost:8000" };
        keys = new KeyRing(options, TimeProvider.System);
        tokens = New();
        text = tokens.Issue(says).Text;
        unknown = [.. Enumerable.Range(0, 4096).Select(_ => tokens.Issue(says).Text)];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public string Issue() => tokens.Issue(says).Text;

    /// <summary>A token that the verifier has not seen yet: the signature is checked.</summary>
    [Benchmark]
    public async Task<AccessToken?> VerifyNew()
    {
        if (next == unknown.Length) (next, tokens) = (0, New());
        return await tokens.VerifyAsync(unknown[next++]);
    }

    [Benchmark]
    public async Task<AccessToken?> VerifyKnown() => await tokens.VerifyAsync(text);

    private AccessTokens New() => new(keys, options, TimeProvider.System);
}
