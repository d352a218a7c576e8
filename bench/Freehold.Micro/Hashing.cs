using BenchmarkDotNet.Attributes;

namespace Freehold.Micro;

/// <summary>What is stored in place of codes and passwords.</summary>
public class Hashing
{
    private readonly string folder = Directory.CreateTempSubdirectory("freehold-").FullName;
    private readonly PasswordHashing passwords = new(new PasswordOptions());
    private KeyRing keys = null!;
    private Secrets secrets = null!;

    [GlobalSetup]
    public void Setup()
    {
        keys = new KeyRing(new FreeholdOptions { Data = folder }, TimeProvider.System);
        secrets = new Secrets(keys);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        passwords.Dispose();
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A confirmation code with account, purpose and target.</summary>
    [Benchmark]
    public byte[] Code() => secrets.Hash("code", "123456789012", "phone-change", "48555015332", "271828");

    [Benchmark]
    public async Task<string?> Password() => (await passwords.HashAsync("as good as any other", CancellationToken.None)).Value;
}
