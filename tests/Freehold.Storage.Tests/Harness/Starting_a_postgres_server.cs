using Npgsql;

namespace Freehold.Storage.Tests.Harness;

public sealed class Starting_a_postgres_server
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task gives_databases_that_answer_and_see_nothing_of_each_other()
    {
        var server = await PostgresServer.SharedAsync(Ct);
        await using var first = NpgsqlDataSource.Create(await server.CreateDatabaseAsync(Ct));
        await using var second = NpgsqlDataSource.Create(await server.CreateDatabaseAsync(Ct));

        Assert.Equal(1, await ScalarAsync(first, "select 1"));
        await ScalarAsync(first, "create table customer (id bigint)");

        Assert.Equal(1L, await ScalarAsync(first, "select count(*) from pg_tables where tablename = 'customer'"));
        Assert.Equal(0L, await ScalarAsync(second, "select count(*) from pg_tables where tablename = 'customer'"));
    }

    [Fact]
    public async Task keeps_fsync_for_the_durable_one_and_leaves_nothing_behind()
    {
        string folder;
        await using (var server = await PostgresServer.StartAsync(durable: true, Ct))
        {
            await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync(Ct));
            Assert.Equal("on", await ScalarAsync(database, "select current_setting('fsync')"));
            folder = Assert.IsType<string>(await ScalarAsync(database, "select current_setting('unix_socket_directories')"));
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Ct);
    }
}
