using System.Runtime.Versioning;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Storage;

/// <summary>Whoever reads the data folder can sign in as anybody; Windows has no such modes.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class Keeping_files_private
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task lets_nobody_but_their_owner_read_them()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        using var keys = new KeyRing(new FreeholdOptions { Data = data, PublicUrl = "http://localhost" }, TimeProvider.System);
        await using var database = new Sqlite.SqliteDatabase(data, TimeProvider.System);
        await database.MigrateAsync(Scene.Ct);
        PrivateFiles.Write(Path.Combine(data, "written"), "text");

        string[] made = [data, .. Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories)];

        Assert.Contains(made, file => file.EndsWith("freehold.db-wal", StringComparison.Ordinal));
        Assert.Contains(made, file => file.EndsWith("master.key", StringComparison.Ordinal));
        Assert.DoesNotContain(made, file => (File.GetUnixFileMode(file) & ~Owner) != 0);
    }

    [Fact]
    public void leaves_a_folder_as_its_owner_made_it()
    {
        using var folder = new TemporaryFolder();
        var mode = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(folder["data"], mode);

        PrivateFiles.MakeFolder(folder["data"]);

        Assert.Equal(mode, File.GetUnixFileMode(folder["data"]));
    }
}
