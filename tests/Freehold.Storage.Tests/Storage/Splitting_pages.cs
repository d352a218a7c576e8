using Freehold.Sqlite;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

public sealed class Splitting_pages
{
    private const int Rows = 20_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Pages of a table that grows everywhere at once are put into their order over and over, which is where SQLite gives them passing numbers.</summary>
    [Theory]
    [InlineData(4096, true)]
    [InlineData(4096, false)]
    [InlineData(1024, true)]
    public async Task keeps_every_row_however_pages_are_put_into_order(int pageSize, bool inFile)
    {
        using var folder = new TemporaryFolder();
        var file = inFile ? Path.Combine(folder.Path, "freehold.db") : ":memory:";
        await using var writer = new SqliteSession(file, $"PRAGMA page_size={pageSize}; PRAGMA journal_mode=WAL; PRAGMA cache_size=-16000; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX row_text ON row (text);");
        Assert.True(PageCache.IsInstalled);

        for (var first = 0; first < Rows; first += 50)
        {
            writer.Run("BEGIN IMMEDIATE");
            for (var i = first; i < first + 50; i++)
            {
                // Every number once, spread over all of the table.
                await writer.ExecuteAsync($"INSERT INTO row (id, text) VALUES ({i * 7919L % Rows}, {"begun"})", Ct);
                await writer.ExecuteAsync($"UPDATE row SET text = id || {new string('x', i % 200)} WHERE id = {i * 104_729L % Rows}", Ct);
            }

            writer.Run(first % 500 == 0 ? "ROLLBACK; BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE");
            if (first % 500 == 0)
                for (var i = first; i < first + 50; i++) await writer.ExecuteAsync($"INSERT INTO row (id, text) VALUES ({i * 7919L % Rows}, {"begun again"})", Ct);
            writer.Run("COMMIT");
        }

        Assert.Equal("ok", await writer.FirstAsync($"PRAGMA integrity_check", row => row.Text(0), Ct));
        Assert.Equal(Rows, await writer.FirstAsync($"SELECT COUNT(*) FROM row", row => row.Long(0), Ct));
        if (!inFile) return;

        await using var reader = new SqliteSession(file, "");
        Assert.Equal("ok", await reader.FirstAsync($"PRAGMA integrity_check", row => row.Text(0), Ct));
        Assert.Equal(Rows, await reader.FirstAsync($"SELECT COUNT(*) FROM row", row => row.Long(0), Ct));
    }
}
