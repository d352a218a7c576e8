using Freehold.Postgres;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;
using Npgsql;

namespace Freehold.Storage.Tests.Storage;

/// <summary>What PostgreSQL, a database or a role may be set up to do unless somebody says otherwise.</summary>
public sealed class Connecting_to_a_server
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("serializable")]
    [InlineData("repeatable read")]
    public async Task runs_statements_in_the_isolation_that_they_are_written_for(string preferred)
    {
        var connection = await DatabaseAsync();
        await RunAsync(connection, $"ALTER DATABASE {Name(connection)} SET default_transaction_isolation = '{preferred}'");
        await using var database = new PostgresDatabase(connection, TimeProvider.System);

        Assert.Equal("read committed", await database.ReadAsync(session => session.FirstAsync($"SHOW transaction_isolation", row => row.Text(0), Ct), Ct));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("Maximum Pool Size=3", 3)]
    public async Task takes_no_more_connections_than_it_is_told_or_three_nodes_can_share(string? told, int most)
    {
        var settings = new NpgsqlConnectionStringBuilder(await DatabaseAsync());
        settings.Remove("Maximum Pool Size");
        await using var database = new PostgresDatabase($"{settings.ConnectionString};{told}", TimeProvider.System);

        var (inside, gate) = (0, new TaskCompletionSource());
        var asked = Enumerable.Range(0, 2 * most).Select(_ => database.ReadAsync(
            async _ =>
            {
                Interlocked.Increment(ref inside);
                await gate.Task;
                return new Done();
            },
            Ct)).ToArray();
        while (Volatile.Read(ref inside) < most) await Task.Delay(10, Ct);

        // Whoever else is let in comes soon.
        await Task.Delay(300, Ct);
        Assert.Equal(most, Volatile.Read(ref inside));
        gate.SetResult();
        await Task.WhenAll(asked);
    }

    [Fact]
    public async Task refuses_a_database_that_cannot_hold_every_name()
    {
        var connection = await DatabaseAsync();
        var latin = $"{Name(connection)}_latin";
        await RunAsync(connection, $"CREATE DATABASE {latin} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        await using var database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(connection) { Database = latin }.ConnectionString, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => database.MigrateAsync(Ct));

        Assert.Contains("LATIN1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task serves_with_a_role_that_may_only_read_and_write_rows()
    {
        var connection = await DatabaseAsync();
        var role = $"{Name(connection)}_app";
        await using (var owner = new PostgresDatabase(connection, TimeProvider.System)) await owner.MigrateAsync(Ct);
        await RunAsync(connection, $"CREATE ROLE {role} LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");

        await using var scene = await Scene.StartAsync(new NpgsqlConnectionStringBuilder(connection) { Username = role }.ConnectionString);

        Assert.NotNull(await scene.ReadAsync(await scene.RegisterAsync("anna@example.com")));
    }

    private static async Task<string> DatabaseAsync() => await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);

    private static string Name(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static async Task RunAsync(string connection, string text)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
