using System.Security.Cryptography;
using Freehold.Testing;
using Xunit;

namespace Freehold.Tests;

public sealed class Keeping_secrets
{
    [Fact]
    public void opens_what_it_closed_after_a_forgery_and_beside_another_deployment_of_the_thread()
    {
        using var folder = new TemporaryFolder();
        var (ours, theirs) = (Open(folder["ours"]), Open(folder["theirs"]));
        var closed = ours.Encrypt("a code"u8);
        byte[] forged = [.. closed[..^1], (byte)(closed[^1] ^ 1)];

        for (var time = 0; time < 3; time++)
        {
            Assert.Throws<AuthenticationTagMismatchException>(() => ours.Decrypt(forged));
            Assert.Throws<AuthenticationTagMismatchException>(() => theirs.Decrypt(closed));
            Assert.Equal("a code"u8, ours.Decrypt(closed));
            Assert.Equal("another"u8, theirs.Decrypt(theirs.Encrypt("another"u8)));
            Assert.Equal(ours.Hash("a name"), ours.Hash("a name"));
            Assert.NotEqual(ours.Hash("a name"), theirs.Hash("a name"));
        }
    }

    [Fact]
    public void closes_the_same_otherwise_each_time()
    {
        using var folder = new TemporaryFolder();
        var secrets = Open(folder.Path);

        Assert.NotEqual(secrets.Encrypt("a code"u8), secrets.Encrypt("a code"u8));
    }

    [Fact]
    public async Task serves_many_threads_at_once()
    {
        using var folder = new TemporaryFolder();
        var secrets = Open(folder.Path);
        var hash = secrets.Hash("a name");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
        {
            byte[] clear = [(byte)number, 1, 2, 3];
            for (var time = 0; time < 1000; time++)
            {
                Assert.Equal(clear, secrets.Decrypt(secrets.Encrypt(clear)));
                Assert.Equal(hash, secrets.Hash("a name"));
            }
        })));
    }

    [Theory]
    [InlineData("master.key", "")]
    [InlineData("master.key", "c2hvcnQ=")]
    [InlineData("master.key", "no Base64 at all")]
    [InlineData("signing-20260101000000000.pem", "")]
    [InlineData("signing-20260101000000000.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void Names_the_file_that_holds_no_key(string name, string text)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["keys"]);
        var file = Path.Combine(folder["keys"], name);
        File.WriteAllText(file, text);

        Assert.StartsWith(file, Assert.Throws<InvalidDataException>(() => Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_a_file_of_a_key_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var file = folder["master.key"];
        Directory.CreateDirectory(file + ".new");

        Assert.ThrowsAny<Exception>(() => Freehold.Storage.PrivateFiles.Write(file, "text"));

        Assert.False(File.Exists(file));
    }

    private static Secrets Open(string folder)
    {
        using var keys = new KeyRing(new FreeholdOptions { Data = folder, PublicUrl = "http://localhost" }, TimeProvider.System);
        return new Secrets(keys);
    }
}
