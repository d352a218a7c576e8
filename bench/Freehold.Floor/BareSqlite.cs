using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Freehold.Floor;

/// <summary>POST /sqlite/each: one durable update, one commit per request. POST /sqlite/group: the same update, whatever waits shares one commit.</summary>
internal static class BareSqlite
{
    private const int Rows = 100_000;

    public static void Map(WebApplication app, string folder)
    {
        Directory.CreateDirectory(folder);
        Fill(folder);
        var each = new Writer(folder, mostInOneCommit: 1);
        var group = new Writer(folder, mostInOneCommit: 256);
        app.MapPost("/sqlite/each", (RequestDelegate)(http => Update(http, each)));
        app.MapPost("/sqlite/group", (RequestDelegate)(http => Update(http, group)));
    }

    private static async Task Update(HttpContext http, Writer writer)
    {
        await writer.UpdateAsync(Random.Shared.Next(Rows));
        http.Response.ContentLength = 0;
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        return connection;
    }

    private static void Fill(string folder)
    {
        using var connection = Open(folder);
        Run(connection, $"""
            CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, city TEXT NOT NULL, filler TEXT NOT NULL);
            WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < {Rows - 1})
            INSERT OR IGNORE INTO row SELECT n, 'x', hex(randomblob(200)) FROM number;
            """);
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private sealed class Writer
    {
        private readonly Channel<(int Id, TaskCompletionSource Done)> queue = Channel.CreateUnbounded<(int, TaskCompletionSource)>();

        public Writer(string folder, int mostInOneCommit) => _ = Task.Run(() => LoopAsync(Open(folder), mostInOneCommit));

        public Task UpdateAsync(int id)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Writer.TryWrite((id, done));
            return done.Task;
        }

        private async Task LoopAsync(SqliteConnection connection, int mostInOneCommit)
        {
            using var begin = Prepared(connection, "BEGIN IMMEDIATE");
            using var update = Prepared(connection, "UPDATE row SET city = $city WHERE id = $id");
            using var commit = Prepared(connection, "COMMIT");
            var city = update.Parameters.Add("$city", SqliteType.Text);
            var id = update.Parameters.Add("$id", SqliteType.Integer);
            var group = new List<TaskCompletionSource>();
            var count = 0;
            while (await queue.Reader.WaitToReadAsync())
            {
                group.Clear();
                begin.ExecuteNonQuery();
                while (group.Count < mostInOneCommit && queue.Reader.TryRead(out var work))
                {
                    // Never what stands there already: SQLite would then write nothing.
                    city.Value = "Town " + ++count;
                    id.Value = work.Id;
                    update.ExecuteNonQuery();
                    group.Add(work.Done);
                }

                commit.ExecuteNonQuery();
                foreach (var done in group) done.SetResult();
            }
        }

        private static SqliteCommand Prepared(SqliteConnection connection, string text)
        {
            var command = connection.CreateCommand();
            command.CommandText = text;
            return command;
        }
    }
}
