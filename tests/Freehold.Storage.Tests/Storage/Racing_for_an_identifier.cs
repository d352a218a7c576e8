using System.Diagnostics;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;
using Npgsql;

namespace Freehold.Storage.Tests.Storage;

public sealed class Racing_for_an_identifier
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task has_one_winner_among_fifty(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        core.WritesIdentifiersByHand = true;
        var now = core.Clock.GetUtcNow();

        var won = await Task.WhenAll(Enumerable.Range(1, 50).Select(customer => core.Database.WriteAsync(session => session.ClaimAsync(IdentifierKind.Login, "anna@example.com", new CustomerId(customer), now, Ct), Ct)));

        var owner = await core.Database.ReadAsync(session => session.FindCustomerAsync(IdentifierKind.Login, "anna@example.com", Ct), Ct);
        Assert.Equal(1, won.Count(claimed => claimed));
        Assert.Equal(Array.IndexOf(won, true) + 1, owner!.Value.Value);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task waits_for_the_end_of_a_reservation(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        core.WritesIdentifiersByHand = true;
        var now = core.Clock.GetUtcNow();
        var until = now + TimeSpan.FromDays(7);
        await ClaimAsync(1, now);
        await core.Database.WriteAsync(
            async session =>
            {
                await session.ReserveAsync(IdentifierKind.Login, "anna@example.com", new CustomerId(1), until, Ct);
                return new Done();
            },
            Ct);

        Assert.False(await ClaimAsync(2, until - TimeSpan.FromSeconds(1)));
        Assert.True(await ClaimAsync(1, now));
        Assert.False(await ClaimAsync(2, until + TimeSpan.FromSeconds(1)));

        Task<bool> ClaimAsync(long customer, DateTimeOffset at) =>
            core.Database.WriteAsync(session => session.ClaimAsync(IdentifierKind.Login, "anna@example.com", new CustomerId(customer), at, Ct), Ct);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task never_makes_two_accounts_with_one_id(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var now = core.Clock.GetUtcNow();
        var account = new Account { Id = new CustomerId(42), Standing = Standing.Active, Registered = true, CreatedAt = now, ChangedAt = now, Uuid = "u" };

        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => core.Database.WriteAsync(session => session.InsertAccountAsync(account, now, Ct), Ct)));

        Assert.Equal(1, made.Count(inserted => inserted));
    }

    [Fact]
    public async Task leaves_an_address_with_one_account_where_somebody_registers_while_another_one_comes_back()
    {
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        await using var scene = await Scene.StartAsync(database);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Ct);
        var back = await scene.LinkAsync("anna@example.com", "cancel-deletion");

        var (registered, returned) = await WhileMailsWaitAsync(database, () => RegisterAsync(scene, "anna@example.com"), () => scene.Get<Deletions>().CancelAsync(back, Ct));

        Assert.Null(registered.Failure);
        Assert.Null(returned.Failure);
        Assert.Equal("anna@example.com", (await scene.RowAsync(anna.Customer))!.Email);
        Assert.Null((await scene.RowAsync(registered.Value.Id))!.Email);
    }

    [Fact]
    public async Task leaves_a_uuid_with_one_account_where_two_register_with_it()
    {
        const string Uuid = "6f7c7b1e-9a52-4f0c-8b0c-2f0d3f1a2b3c";
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        await using var scene = await Scene.StartAsync(database);

        var (first, second) = await WhileMailsWaitAsync(database, () => RegisterAsync(scene, "anna@example.com", Uuid), () => RegisterAsync(scene, "bert@example.com", Uuid));

        Assert.NotEqual(Uuid, (await scene.RowAsync(first.Value.Id))!.Uuid);
        Assert.Equal(Uuid, (await scene.RowAsync(second.Value.Id))!.Uuid);
    }

    private static Task<Result<Account>> RegisterAsync(Scene scene, string email, string? uuid = null) =>
        scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email(email), Password = Scene.Password, Uuid = uuid }, Scene.Origin, Ct);

    /// <summary>Runs the first up to its mail, which it cannot write yet, then the second until it waits for the first, and lets both go on.</summary>
    private static async Task<(TFirst First, TSecond Second)> WhileMailsWaitAsync<TFirst, TSecond>(string database, Func<Task<TFirst>> first, Func<Task<TSecond>> second)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand("LOCK TABLE outbox IN EXCLUSIVE MODE", connection, transaction)) await hold.ExecuteNonQueryAsync(Ct);

        var one = first();
        await UntilWaitingAsync(source, 1);
        var other = second();
        await UntilWaitingAsync(source, 2);
        await transaction.CommitAsync(Ct);
        return (await one, await other);
    }

    private static async Task UntilWaitingAsync(NpgsqlDataSource source, long many)
    {
        await using var count = source.CreateCommand("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
        for (var since = Stopwatch.StartNew(); await count.ExecuteScalarAsync(Ct) is not long waiting || waiting < many; await Task.Delay(5, Ct))
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), "Nobody waits.");
    }
}
