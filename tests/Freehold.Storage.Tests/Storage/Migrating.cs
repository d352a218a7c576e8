using System.Diagnostics;
using Freehold.Testing;
using Npgsql;

namespace Freehold.Storage.Tests.Storage;

public sealed class Migrating
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task again_changes_nothing_however_many_do_it_at_once(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => core.Database.MigrateAsync(Ct)));

        var applied = await core.Database.ReadAsync(session => session.ListAsync($"SELECT name FROM migration ORDER BY name", row => row.Text(0), Ct), Ct);
        Assert.Equal(Migrator.Scripts.Select(script => script.Name), applied);
        Assert.True(await Readiness.IsMigratedAsync(core.Database, Ct));
    }

    [Fact]
    public async Task an_empty_database_from_five_processes_at_once_works_too()
    {
        var connection = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        var databases = Enumerable.Range(0, 5).Select(_ => new Freehold.Postgres.PostgresDatabase(connection, new ManualTime())).ToArray();

        await Task.WhenAll(databases.Select(database => database.MigrateAsync(Ct)));

        Assert.True(await Readiness.IsMigratedAsync(databases[0], Ct));
        foreach (var database in databases) await database.DisposeAsync();
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_a_database_that_was_made_with_another_text(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        await core.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE migration SET checksum = 'another' WHERE name = '0001_accounts'", Ct), Ct);

        var refused = await RefusalAsync(storage, core);

        Assert.Contains("0001_accounts", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_a_database_of_a_newer_version(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        await core.Database.WriteAsync(session => session.ExecuteAsync($"INSERT INTO migration (name, checksum, applied_at) VALUES ('9999_future', 'x', 0)", Ct), Ct);

        var refused = await RefusalAsync(storage, core);

        Assert.Contains("9999_future", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task to_a_newer_version_leaves_nodes_ready_that_still_serve(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        await core.Database.WriteAsync(session => session.ExecuteAsync($"INSERT INTO migration (name, checksum, applied_at) VALUES ('9999_future', 'x', 0)", Ct), Ct);

        Assert.True(await Readiness.IsMigratedAsync(core.Database, Ct));
    }

    /// <summary>The order of locks in which both would wait for each other, if a script's lock outlived it.</summary>
    [Fact]
    public async Task keeps_no_table_locked_while_it_waits_for_another_that_a_node_writes_to()
    {
        var connection = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        await using var database = new Freehold.Postgres.PostgresDatabase(connection, new ManualTime());
        await database.WriteAsync(
            async session =>
            {
                await Migrator.ApplyAsync(session, Migrator.Scripts.TakeWhile(script => string.CompareOrdinal(script.Name, "0015") < 0), TimeProvider.System, Ct);
                return new Done();
            },
            Ct);
        await using var source = NpgsqlDataSource.Create(connection);
        await using var node = await source.OpenConnectionAsync(Ct);
        await using var registration = await node.BeginTransactionAsync(Ct);
        await RunAsync("LOCK TABLE identifier IN ROW EXCLUSIVE MODE");

        var migration = database.MigrateAsync(Ct);
        await UntilWaitsAsync("identifier");
        await RunAsync("LOCK TABLE event IN ROW EXCLUSIVE MODE NOWAIT");
        await registration.CommitAsync(Ct);
        await migration;

        Assert.True(await Readiness.IsMigratedAsync(database, Ct));

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, node);
            await command.ExecuteNonQueryAsync(Ct);
        }

        async Task UntilWaitsAsync(string table)
        {
            await using var waits = source.CreateCommand("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass)");
            waits.Parameters.Add(new NpgsqlParameter { Value = table });
            for (var since = Stopwatch.StartNew(); !(bool)(await waits.ExecuteScalarAsync(Ct))!; await Task.Delay(5, Ct))
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), "Nobody waits.");
        }
    }

    [Fact]
    public async Task breaks_off_where_it_is_told_to_stop()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        await using var database = new Freehold.Sqlite.SqliteDatabase(folder.Path, new ManualTime());
        stop.CancelAfter(TimeSpan.FromMilliseconds(200));

        var script = database.WriteAsync(
            async session =>
            {
                await session.RunScriptAsync("CREATE TABLE half (n INTEGER); WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 50000000) SELECT count(*) FROM n", stop.Token);
                return new Done();
            },
            Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => script);
        await database.MigrateAsync(Ct);
        Assert.False(await database.ReadAsync(session => session.FirstAsync($"SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'half')", row => row.Bool(0), Ct), Ct));
    }

    /// <summary>By its kind the command tells which setting leads to the database: the folder, or the connection string.</summary>
    private static async Task<Exception> RefusalAsync(string storage, TestCore core) =>
        storage == "sqlite"
            ? await Assert.ThrowsAsync<InvalidDataException>(() => core.Database.MigrateAsync(Ct))
            : await Assert.ThrowsAsync<NpgsqlException>(() => core.Database.MigrateAsync(Ct));
}
