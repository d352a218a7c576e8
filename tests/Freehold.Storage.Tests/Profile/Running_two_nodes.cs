using System.Diagnostics;
using Freehold.Postgres;
using Freehold.Testing;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Freehold.Storage.Tests.Profile;

/// <summary>T42 between the nodes of a cluster.</summary>
public sealed class Running_two_nodes
{
    private static readonly TimeSpan RevocationBound = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongerThanKeptUnheard = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task refuses_what_the_other_node_revoked_within_five_seconds_where_nobody_listens()
    {
        var (one, other) = await StartAsync();
        await using var first = one;
        await using var second = other;
        var caller = await RegisterAsync(one);
        await KeepAsync(one, caller);

        await other.Get<Sessions>().EndAsync(caller, caller.Session, Ct);

        await AssertRefusedAsync(one, caller, RevocationBound);
    }

    [Fact]
    public async Task keeps_an_account_until_the_other_node_tells_that_it_wrote_it()
    {
        var (one, other) = await StartAsync();
        await using var first = one;
        await using var second = other;
        var caller = await RegisterAsync(one);
        await News(one).StartAsync(Ct);
        await other.Database.WriteAsync(_ => Task.FromResult(0), Ct);

        // A machine that stalls keeps nodes silent, and then nothing may be kept that long: so once must be enough.
        await WithinAsync(TimeSpan.FromMinutes(1), async () =>
        {
            await HearAsync(one);
            await KeepAsync(one, caller);
            await Task.Delay(LongerThanKeptUnheard, Ct);
            return await one.Database.KeepsAsync(one.Get<Profiles>(), caller);
        });

        await other.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Fields = { [ProfileField.WhatsAppId] = "told" } }, Ct);
        await WithinAsync(RevocationBound, async () => (await one.Get<Profiles>().ReadAsync(caller, Ct))![ProfileField.WhatsAppId] == "told");

        // What shows with every customer is told as well.
        var group = new Group("1", "vip", "Best customers");
        await other.Get<Freehold.Groups>().PutAsync([group], Ct);
        await other.Get<AccountControl>().ChangeAsync(caller.Customer, null, ["1"], Ct);
        await WithinAsync(RevocationBound, () => ShowsAsync("Best customers"));
        await other.Get<Freehold.Groups>().PutAsync([group with { Label = "Very best customers" }], Ct);
        await WithinAsync(RevocationBound, () => ShowsAsync("Very best customers"));

        await KeepAsync(one, caller);
        await other.Get<Sessions>().EndAsync(caller, caller.Session, Ct);
        await AssertRefusedAsync(one, caller, RevocationBound);
        await News(one).StopAsync(Ct);

        async Task<bool> ShowsAsync(string label) => (await one.Get<Customers>().ReadAsync(caller, CustomerParts.Groups, [], Ct))!.Groups is [var shown] && shown.Label == label;
    }

    [Fact]
    public async Task shows_a_session_nothing_older_than_it_has_seen()
    {
        var (one, other) = await StartAsync();
        await using var first = one;
        await using var second = other;
        var (phone, browser) = (await RegisterAsync(one), await SignInAsync(one));
        await KeepAsync(one, phone);

        await other.Get<Profiles>().UpdateAsync(browser, new ProfileChange { Fields = { [ProfileField.WhatsAppId] = "new" } }, Ct);

        for (var read = 0; read < 3; read++) Assert.Equal("new", (await one.Get<Profiles>().ReadAsync(browser, Ct))![ProfileField.WhatsAppId]);
    }

    [Fact]
    public async Task refuses_what_a_node_revoked_that_died_before_it_could_tell()
    {
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        await using var one = await TestCore.StartAsync(database);
        var caller = await RegisterAsync(one);
        await News(one).StartAsync(Ct);
        await using var dying = NpgsqlDataSource.Create(database);
        await AnnounceAsync(dying, "dying . 0");
        await HearAsync(one, () => AnnounceAsync(dying, "dying . 0"));
        await KeepAsync(one, caller);

        await AnnounceAsync(dying, "dying . 0");
        await using (var revoke = dying.CreateCommand("DELETE FROM session")) await revoke.ExecuteNonQueryAsync(Ct);

        await AssertRefusedAsync(one, caller, RevocationBound);
        await News(one).StopAsync(Ct);
    }

    [Fact]
    public Task tells_what_was_written_before_it_ends() =>
        WithinAsync(TimeSpan.FromMinutes(1), async () =>
        {
            var (one, other) = await StartAsync();
            await using var first = one;
            var caller = await RegisterAsync(one);
            await News(one).StartAsync(Ct);
            await HearAsync(one);
            var kept = Environment.TickCount64;
            await KeepAsync(one, caller);

            await other.Get<Sessions>().EndAsync(caller, caller.Session, Ct);
            await other.DisposeAsync();

            await AssertRefusedAsync(one, caller, RevocationBound);

            // A machine that stalls keeps nodes silent, and then it may have been the silence that told.
            var wasTold = HaveAllToldSince(one, kept);
            await News(one).StopAsync(Ct);
            return wasTold;
        });

    private static Task KeepAsync(TestCore core, Caller caller) =>
        WithinAsync(TimeSpan.FromMinutes(1), async () =>
        {
            for (var read = 0; read < 2; read++) Assert.NotNull(await core.Get<Profiles>().ReadAsync(caller, Ct));
            return await core.Database.KeepsAsync(core.Get<Profiles>(), caller);
        });

    /// <summary>Waits until what is read now stays good, however old it gets.</summary>
    private static Task HearAsync(TestCore core, Func<Task>? meanwhile = null) =>
        WithinAsync(TimeSpan.FromMinutes(1), async () =>
        {
            if (meanwhile is not null) await meanwhile();
            return HaveAllToldSince(core, Environment.TickCount64);
        });

    private static bool HaveAllToldSince(TestCore core, long read) => ((PostgresDatabase)core.Database).Neighbours.HaveToldAllSince(read, Environment.TickCount64);

    private static async Task AssertRefusedAsync(TestCore core, Caller caller, TimeSpan within) =>
        await WithinAsync(within, async () => await core.Get<Profiles>().ReadAsync(caller, Ct) is null);

    private static async Task WithinAsync(TimeSpan most, Func<Task<bool>> happens)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var asked = since.Elapsed;
            if (await happens()) return;
            Assert.True(asked < most, $"not within {asked}");
            await Task.Delay(50, Ct);
        }
    }

    private static async Task AnnounceAsync(NpgsqlDataSource source, string text)
    {
        await using var announce = source.CreateCommand("SELECT pg_notify('freehold_changed', $1)");
        announce.Parameters.AddWithValue(text);
        await announce.ExecuteNonQueryAsync(Ct);
    }

    private static IHostedService News(TestCore core) => core.All<IHostedService>().Single(worker => worker.GetType().Name == "ChangeNews");

    private static async Task<(TestCore One, TestCore Other)> StartAsync()
    {
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        return (await TestCore.StartAsync(database), await TestCore.StartAsync(database));
    }

    private static async Task<Caller> RegisterAsync(TestCore core)
    {
        var origin = new Origin("192.0.2.1", "test");
        var made = await core.Get<Registrations>().RegisterAsync(
            new NewAccount { Email = EmailAddress.Parse("anna@example.com", "email").Value, Password = "correct horse", Profile = new ProfileChange() }, origin, Ct);
        Assert.Null(made.Failure);
        return await SignInAsync(core);
    }

    private static async Task<Caller> SignInAsync(TestCore core)
    {
        var origin = new Origin("192.0.2.1", "test");
        var says = (await core.Get<SignIns>().WithPasswordAsync("anna@example.com", "correct horse", origin, Ct)).Value.Says;
        return new Caller(says.Customer, says.Session, origin);
    }
}
