using Freehold.Sqlite;
using Freehold.Storage;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary>What is written to SQLite's log reaches the file in few pieces, and all of it before anybody is told.</summary>
public sealed class Gathering_the_log
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task has_every_answered_change_in_the_files()
    {
        await using var core = await TestCore.StartAsync("sqlite");

        for (var i = 0; i < 20; i++)
        {
            await core.Database.WriteAsync(session => session.ExecuteAsync($"INSERT INTO erased (account_hash, at) VALUES ({new byte[] { (byte)i }}, {(long)i})", Ct), Ct);

            // As after a loss of power: the files as they are, without what a process still has in memory.
            using var copy = new TemporaryFolder();
            foreach (var file in new[] { "freehold.db", "freehold.db-wal" }) Copy(Path.Combine(core.Folder, file), Path.Combine(copy.Path, file));
            await using var found = new SqliteDatabase(copy.Path, TimeProvider.System);
            Assert.Equal(i + 1, await found.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM erased", row => row.Long(0), Ct), Ct));
        }
    }

    /// <summary>SQLite then writes pages of changes that are not committed, reads them again and writes them once more.</summary>
    [Fact]
    public async Task keeps_what_is_larger_than_every_buffer()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "freehold.db");
        GatheredLog.Register();
        await using var writer = new SqliteSession(file, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=10; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT);", GatheredLog.Name);
        await using var reader = new SqliteSession(file, "");

        await FillAsync("taken back", 500);
        Assert.Equal((0, 0), await FoundAsync(reader, "taken back"));
        writer.Run("ROLLBACK");
        Assert.Equal((0, 0), await FoundAsync(writer, "taken back"));

        await FillAsync("kept", 700);
        writer.Run("COMMIT");
        Assert.Equal((700, 700), await FoundAsync(reader, "kept"));
        Assert.Equal("ok", await reader.FirstAsync($"PRAGMA integrity_check", row => row.Text(0), Ct));

        writer.Log.Checkpoint();
        await FillAsync("kept too", 3);
        writer.Run("COMMIT");
        Assert.Equal((3, 703), await FoundAsync(reader, "kept too"));

        async Task FillAsync(string text, int rows)
        {
            writer.Run("BEGIN IMMEDIATE");
            for (var i = 0; i < rows; i++) await writer.ExecuteAsync($"INSERT INTO row (text) VALUES ({text + new string('x', 3000)})", Ct);
            await writer.ExecuteAsync($"UPDATE row SET text = text || '.' WHERE text LIKE {text + "x%"}", Ct);
            Assert.Equal(rows, (await FoundAsync(writer, text)).These);
        }

        static async Task<(long These, long All)> FoundAsync(Session session, string text) =>
            await session.FirstAsync($"SELECT SUM(text LIKE {text + "x%."}), COUNT(*) FROM row", row => (row.Long(0), row.Long(1)), Ct);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task writes_nothing_that_was_taken_back_over_what_another_program_committed(bool goesOn)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "freehold.db");
        GatheredLog.Register();
        await using var other = new SqliteSession(file, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT);");
        await using (var writer = new SqliteSession(file, "PRAGMA synchronous=FULL; PRAGMA cache_size=10;", GatheredLog.Name))
        {
            for (var i = 0; i < 50; i++) await writer.ExecuteAsync($"INSERT INTO row (text) VALUES ({new string('a', 3000)})", Ct);
            writer.Log.Checkpoint();
            writer.Run("BEGIN IMMEDIATE");
            for (var i = 0; i < 200; i++) await writer.ExecuteAsync($"INSERT INTO row (text) VALUES ({new string('b', 3000)})", Ct);
            writer.Run("ROLLBACK");

            other.Run("BEGIN IMMEDIATE");
            for (var i = 0; i < 400; i++) await other.ExecuteAsync($"INSERT INTO row (text) VALUES ({new string('c', 3000)})", Ct);
            other.Run("COMMIT");
            if (goesOn) await writer.ExecuteAsync($"INSERT INTO row (text) VALUES ('after')", Ct);
        }

        await using var reader = new SqliteSession(file, "");
        Assert.Equal("ok", await reader.FirstAsync($"PRAGMA integrity_check", row => row.Text(0), Ct));
        Assert.Equal(goesOn ? 451 : 450, await reader.FirstAsync($"SELECT COUNT(*) FROM row", row => row.Long(0), Ct));
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = File.Create(to);
        source.CopyTo(target);
    }
}
