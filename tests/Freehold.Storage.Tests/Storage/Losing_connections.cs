using System.Data.Common;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;
using Npgsql;

namespace Freehold.Storage.Tests.Storage;

/// <summary>A database that was started anew has ended every connection, also those that nobody was using.</summary>
public sealed class Losing_connections
{
    private const int Connections = 5;

    [Fact]
    public async Task costs_one_request_and_not_one_for_each_of_them()
    {
        await using var scene = await StartAsync();
        await EndConnectionsAsync(scene);

        // The one that is used first is the one that has just ended the others.
        Assert.Equal(1, await FailuresOfSixAsync(scene));
    }

    [Fact]
    public async Task costs_none_where_they_were_not_used_for_a_second()
    {
        await using var scene = await StartAsync();
        await EndConnectionsAsync(scene);

        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, await FailuresOfSixAsync(scene));
    }

    [Fact]
    public async Task is_what_becomes_of_those_to_a_server_that_may_only_be_read()
    {
        var database = await (await PostgresServer.SharedAsync(Scene.Ct)).CreateDatabaseAsync(Scene.Ct);
        await using var scene = await Scene.StartAsync(database);
        await using var by = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Options = "-c default_transaction_read_only=off" });
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await WriteAsync(scene);

        // As after a failover, where the name or the proxy leads to the old server for a while.
        await RunAsync(by, $"ALTER DATABASE {name} SET default_transaction_read_only = on");
        await RunAsync(by, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, (await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(scene))).SqlState);
        await RunAsync(by, $"ALTER DATABASE {name} RESET default_transaction_read_only");

        await WriteAsync(scene);
    }

    /// <summary>With so many connections open, each of which has been used.</summary>
    private static async Task<Scene> StartAsync()
    {
        var scene = await Scene.StartAsync("postgres");
        Assert.DoesNotContain(false, await AtOnceAsync(scene, Connections));
        return scene;
    }

    private static Task<int> WriteAsync(Scene scene) => scene.Database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM password WHERE customer_id = 1", Scene.Ct), Scene.Ct);

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Scene.Ct);
    }

    private static async Task EndConnectionsAsync(Scene scene) =>
        await scene.Database.ReadAsync(session => session.ListAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", row => row.Bool(0), Scene.Ct), Scene.Ct);

    private static async Task<int> FailuresOfSixAsync(Scene scene)
    {
        var failed = 0;
        for (var request = 0; request < 3; request++) failed += (await AtOnceAsync(scene, 2)).Count(answered => !answered);
        return failed;
    }

    /// <summary>Whether each of so many requests is answered that are there at the same time.</summary>
    private static Task<bool[]> AtOnceAsync(Scene scene, int requests)
    {
        var open = 0;
        var all = new TaskCompletionSource();
        return Task.WhenAll(Enumerable.Range(0, requests).Select(_ => AskAsync()));

        async Task<bool> AskAsync()
        {
            try
            {
                return await scene.Database.ReadAsync(
                    async session =>
                    {
                        if (Interlocked.Increment(ref open) == requests) all.SetResult();
                        await all.Task;
                        return await session.FirstAsync($"SELECT 1", row => row.Long(0), Scene.Ct) == 1;
                    },
                    Scene.Ct);
            }
            catch (DbException)
            {
                return false;
            }
        }
    }
}
