using Freehold.Sqlite;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

public sealed class Opening_a_folder
{
    [Fact]
    public async Task that_another_process_holds_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var first = new SqliteDatabase(folder.Path, TimeProvider.System);

        var refused = Assert.Throws<IOException>(() => new SqliteDatabase(folder.Path, TimeProvider.System));

        Assert.Contains("another Freehold process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void in_which_nothing_can_be_written_blames_no_other_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["freehold.lock"], folder["gone/freehold.lock"]);

        var refused = Assert.ThrowsAny<IOException>(() => new SqliteDatabase(folder.Path, TimeProvider.System));

        Assert.DoesNotContain("another", refused.Message, StringComparison.Ordinal);
        Assert.Contains("freehold.lock", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task can_be_tried_again_once_the_damaged_file_is_gone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["freehold.db"], new string('x', 4096), TestContext.Current.CancellationToken);
        Assert.Throws<SqliteFailure>(() => new SqliteDatabase(folder.Path, TimeProvider.System));

        File.Delete(folder["freehold.db"]);

        await using var database = new SqliteDatabase(folder.Path, TimeProvider.System);
        await database.MigrateAsync(TestContext.Current.CancellationToken);
    }
}
