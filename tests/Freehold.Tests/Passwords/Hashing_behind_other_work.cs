using System.Diagnostics.CodeAnalysis;

namespace Freehold.Tests.Passwords;

public class Hashing_behind_other_work
{
    private const int NicenessField = 16;

    [Fact]
    [SuppressMessage("Interoperability", "CA1416", Justification = "Asked before.")]
    public async Task Lets_requests_go_first_on_the_cores()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has priorities of threads");
        using var hashing = new PasswordHashing(new PasswordOptions { MemoryKib = 8 }, argon2: false, threads: 2);
        await hashing.HashAsync("correct horse", TestContext.Current.CancellationToken);

        // The fields of a thread's state are counted behind its name, which may hold spaces.
        var niceness = Directory.GetDirectories("/proc/self/task")
            .Select(thread => File.ReadAllText(Path.Combine(thread, "stat")))
            .Where(stat => stat.Contains("(Password hashi", StringComparison.Ordinal))
            .Select(stat => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[NicenessField]);
        Assert.Contains("10", niceness);
        Assert.DoesNotContain("0", niceness);
    }
}
