using System.Data.Common;
using Freehold.Postgres;
using Freehold.Testing;
using Npgsql;

namespace Freehold.Storage.Tests.Storage;

/// <summary>A server that allows fewer connections than a node would take.</summary>
public sealed class Finding_no_room_for_a_connection
{
    private const int Room = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task waits_for_one_that_others_give_back()
    {
        await using var core = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => AskAsync(core)));

        Assert.Equal(Enumerable.Repeat(1L, 60), answers);
    }

    [Fact]
    public async Task says_that_it_may_pass_where_none_is_given_back_and_goes_on_afterwards()
    {
        await using var core = await StartAsync();
        var (taken, all, over) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        var holders = Enumerable.Range(0, Room).Select(_ => core.Database.ReadAsync(
            async session =>
            {
                if (Interlocked.Increment(ref taken) == Room) all.SetResult();
                await over.Task;
                return await session.FirstAsync($"SELECT 1", row => row.Long(0), Ct);
            },
            Ct)).ToArray();
        await all.Task;

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => AskAsync(core));

        Assert.True(refused.IsTransient);
        var last = AskAsync(core);
        over.SetResult();
        await Task.WhenAll(holders);
        Assert.Equal(1, await last);
    }

    [Fact]
    public async Task leaves_nothing_behind_where_none_is_given_back()
    {
        await using var source = NpgsqlDataSource.Create(await WithLittleRoomAsync());
        await using var connections = new Connections(source, Room, TimeProvider.System);
        var others = new List<NpgsqlConnection>();
        for (var i = 0; i < Room + 1; i++) others.Add(await source.OpenConnectionAsync(Ct));

        await Assert.ThrowsAnyAsync<DbException>(() => connections.UseAsync(session => session.FirstAsync($"SELECT 1", row => row.Long(0), Ct), Ct));

        Assert.Equal(0, connections.Waiting);
        foreach (var other in others) await other.DisposeAsync();
        Assert.Equal(1, await connections.UseAsync(session => session.FirstAsync($"SELECT 1", row => row.Long(0), Ct), Ct));
    }

    private static Task<long> AskAsync(TestCore core) => core.Database.ReadAsync(session => session.FirstAsync($"SELECT 1", row => row.Long(0), Ct), Ct);

    private static async Task<TestCore> StartAsync() => await TestCore.StartAsync(await WithLittleRoomAsync());

    /// <summary>With a role that has so much room and no more, beside the connection that the node speaks to others over.</summary>
    private static async Task<string> WithLittleRoomAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct));
        await using var source = NpgsqlDataSource.Create(database);
        await using var role = source.CreateCommand($"CREATE ROLE {database.Database} LOGIN CONNECTION LIMIT {Room + 1}; ALTER DATABASE {database.Database} OWNER TO {database.Database}");
        await role.ExecuteNonQueryAsync(Ct);
        database.Username = database.Database;
        return database.ConnectionString;
    }
}
