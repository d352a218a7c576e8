using Freehold.Postgres;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;
using Npgsql;

namespace Freehold.Storage.Tests.Storage;

/// <summary>PgBouncer between a node and its database.</summary>
public sealed class Behind_a_pooler
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task that_lends_connections_by_the_session_accounts_are_served()
    {
        await using var bouncer = await PgBouncer.StartAsync(await DatabaseAsync(), "session", servers: 10, Ct);
        await using var scene = await Scene.StartAsync(bouncer.ConnectionString);

        var anna = await scene.RegisterAsync("anna@example.com");

        Assert.NotNull(await scene.ReadAsync(anna));
    }

    [Fact]
    public async Task that_loses_prepared_statements_nothing_is_made_or_served()
    {
        var direct = await DatabaseAsync();
        await using var bouncer = await PgBouncer.StartAsync(direct, "transaction", servers: 10, Ct);
        await using var database = new PostgresDatabase(bouncer.ConnectionString, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => database.MigrateAsync(Ct));

        Assert.Contains("pooler", refused.Message, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(direct);
        await using var count = source.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task nothing_is_served_in_another_isolation()
    {
        var direct = await DatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(direct))
        await using (var other = source.CreateCommand($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(direct).Database} SET default_transaction_isolation = serializable")) await other.ExecuteNonQueryAsync(Ct);
        await using var bouncer = await PgBouncer.StartAsync(direct, "session", servers: 10, Ct);
        await using var database = new PostgresDatabase(bouncer.ConnectionString, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => database.MigrateAsync(Ct));

        Assert.Contains("READ COMMITTED", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_connection_is_enough_to_look_at_it()
    {
        await using var bouncer = await PgBouncer.StartAsync(await DatabaseAsync(), "session", servers: 10, Ct);
        await using var database = new PostgresDatabase(bouncer.ConnectionString + ";Maximum Pool Size=1", TimeProvider.System);

        await database.MigrateAsync(Ct);
    }

    [Fact]
    public async Task an_announcement_leaves_no_connection_that_answers_before_a_commit_is_on_disk()
    {
        var direct = await DatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(direct))
        await using (var durable = source.CreateCommand($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(direct).Database} SET synchronous_commit = on")) await durable.ExecuteNonQueryAsync(Ct);
        await using var bouncer = await PgBouncer.StartAsync(direct, "transaction", servers: 1, Ct);
        await using var voice = new Voice(new NpgsqlConnectionStringBuilder(bouncer.ConnectionString));
        await voice.SayAsync(new Announcement("node", Word.Complete, 0, []), Ct);

        // There is one connection, so whoever comes next is lent the same.
        await using var customer = NpgsqlDataSource.Create(bouncer.ConnectionString);
        await using var setting = customer.CreateCommand("SHOW synchronous_commit");
        Assert.Equal("on", await setting.ExecuteScalarAsync(Ct));
    }

    private static async Task<string> DatabaseAsync() => await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
}
