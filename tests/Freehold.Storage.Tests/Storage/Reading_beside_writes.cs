using Freehold.Storage.Tests.Ownership;
namespace Freehold.Storage.Tests.Storage;

public sealed class Reading_beside_writes
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task sees_every_write_that_was_answered(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var ct = TestContext.Current.CancellationToken;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async customer =>
        {
            for (var round = 0; round < 100; round++)
            {
                var text = $"{customer}-{round}";
                await PutAsync(core.Database, $"name{customer}", text, ct);
                Assert.Equal(text, await GetAsync(core.Database, $"name{customer}", ct));
            }
        }));
    }

    [Fact]
    public async Task does_not_keep_the_log_from_beginning_anew()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var ct = TestContext.Current.CancellationToken;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested) await GetAsync(core.Database, "name", ct);
            },
            ct)).ToArray();

        // Some 60 MB of pages through the log, which is moved from 16 MB on while it grows, and then begins anew.
        for (var round = 0; round < 1500; round++) await PutAsync(core.Database, "name", new string((char)('a' + (round % 26)), 40_000), ct);

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(new FileInfo(Path.Combine(core.Folder, "freehold.db-wal")).Length, 1, 40_000_000);
    }

    [Fact]
    public async Task needs_few_connections_however_many_read()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var ct = TestContext.Current.CancellationToken;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var readers = Enumerable.Range(0, 64).Select(_ => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await GetAsync(core.Database, "name", ct);
                    await Task.Yield();
                }
            },
            ct)).ToArray();

        for (var round = 0; round < 500; round++) await PutAsync(core.Database, "name", $"{round}", ct);
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        var file = Path.Combine(core.Folder, "freehold.db");
        var open = Directory.GetFiles("/proc/self/fd").Count(handle => new FileInfo(handle).LinkTarget == file);
        Assert.InRange(open, 1, 2 + Math.Max(4, 2 * Environment.ProcessorCount));
    }

    private static Task<int> PutAsync(Database database, string name, string text, CancellationToken ct) =>
        database.WriteAsync(
            session => session.ExecuteAsync($"INSERT INTO setting (name, value) VALUES ({name}, {text}) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ct), ct);

    private static Task<string?> GetAsync(Database database, string name, CancellationToken ct) =>
        database.ReadAsync(session => session.FirstAsync($"SELECT value FROM setting WHERE name = {name}", row => row.Text(0), ct), ct);

    /// <summary>A backup reads for as long as it takes: writers wait for none of it, and what it keeps from being overwritten is overwritten after it.</summary>
    [Fact]
    public async Task overwrites_what_was_deleted_once_a_long_read_is_over()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await scene.RegisterAsync("anna@example.com");
        await using var other = Sqlite.SqliteDatabase.OpenForReading(scene.Folder);
        var (reading, enough) = (new TaskCompletionSource(), new TaskCompletionSource());
        var read = other.ReadAsync(
            async session =>
            {
                await session.FirstAsync($"SELECT count(*) FROM account", row => row.Long(0), Scene.Ct);
                reading.SetResult();
                await enough.Task;
                return new Done();
            },
            Scene.Ct);
        await reading.Task;
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);

        var since = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(await scene.Database.ForgetAsync(Scene.Ct));
        await scene.RegisterAsync("carl@example.com");
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        enough.SetResult();
        await read;
        await other.DisposeAsync();
        Assert.True(await scene.Database.ForgetAsync(Scene.Ct));
        Assert.Equal(0, new FileInfo(Path.Combine(scene.Folder, "freehold.db-wal")).Length);
    }
}
