using System.Data.Common;
using Freehold.Storage;
using Freehold.Storage.Tests.Ownership;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.Storage.Tests.Deletion;

public sealed class Deleting_the_own_account
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task erases_at_once_with_the_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        var outcome = await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);

        Assert.Equal(DeletionOutcome.Erased, outcome.Value);
        Assert.Null(await scene.RowAsync(anna.Customer));
        Assert.NotNull(await scene.MessageAsync("anna@example.com", "deletion-receipt"));
        Assert.Equal(1, await scene.CountAsync("erased"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task changes_nothing_after_a_wrong_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        var outcome = await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password("wrong horse"), Scene.Ct);

        Assert.Equal(FailureCode.WrongPassword, outcome.Failure!.Code);
        Assert.NotNull(await scene.ReadAsync(anna));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task without_fresh_proof_looks_deleted_and_can_be_taken_back_for_a_day(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        var before = await scene.CountAsync("event");

        var outcome = await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);

        Assert.Equal(DeletionOutcome.Leaving, outcome.Value);
        Assert.Null(await scene.ReadAsync(anna));
        Assert.False(await scene.CanSignInAsync("anna@example.com", Scene.Password));

        scene.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));
        var cancelled = await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", "cancel-deletion"), Scene.Ct);

        Assert.Null(cancelled.Failure);
        Assert.True(await scene.CanSignInAsync("anna@example.com", Scene.Password));
        scene.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));
        Assert.True(await scene.CountAsync("event") > before);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task without_fresh_proof_erases_after_a_day(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);

        scene.Clock.Advance(TimeSpan.FromHours(24));
        var erased = await scene.Get<Deletions>().EraseDueAsync(Scene.Ct);

        Assert.Equal(1, erased);
        Assert.Null(await scene.RowAsync(anna.Customer));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task waits_for_nobody_elses_erasure(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var stuck = await scene.RegisterAsync("stuck@example.com");
        var anna = await scene.RegisterAsync("anna@example.com");
        foreach (var caller in new[] { stuck, anna })
        {
            await scene.Get<Deletions>().DeleteAsync(caller, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await scene.Database.WriteAsync(session => RefuseAsync(session, storage, stuck.Customer), Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromHours(24));

        await Assert.ThrowsAsync<AggregateException>(() => scene.Get<Deletions>().EraseDueAsync(Scene.Ct));

        Assert.Null(await scene.RowAsync(anna.Customer));
        Assert.NotNull(await scene.RowAsync(stuck.Customer));

        await scene.Database.WriteAsync(session => AllowAsync(session, storage), Scene.Ct);
        Assert.Equal(1, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));
        Assert.Null(await scene.RowAsync(stuck.Customer));
    }

    [Fact]
    public async Task waits_for_no_row_that_somebody_holds_but_for_a_database_that_gives_up()
    {
        await using var scene = await Scene.StartAsync("postgres");
        List<Caller> leaving = [];
        foreach (var name in new[] { "held", "anna", "silent", "silent2", "last" })
        {
            var caller = await scene.RegisterAsync(name + "@example.com");
            await scene.Get<Deletions>().DeleteAsync(caller, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            leaving.Add(caller);
        }

        await scene.Database.WriteAsync(session => RefuseAsync(session, "postgres", leaving[0].Customer, leaving[2].Customer, leaving[3].Customer), Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromHours(24));

        var failed = await Assert.ThrowsAsync<AggregateException>(() => scene.Get<Deletions>().EraseDueAsync(Scene.Ct));

        Assert.All(failed.InnerExceptions, failure => Assert.True(failure is DbException { IsTransient: true }));
        Assert.Equal(3, failed.InnerExceptions.Count);
        Assert.Null(await scene.RowAsync(leaving[1].Customer));
        Assert.NotNull(await scene.RowAsync(leaving[4].Customer));
    }

    [Fact]
    public async Task leaves_nothing_in_the_log_where_another_ones_erasure_fails()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var stuck = await scene.RegisterAsync("stuck@example.com");
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<Deletions>().DeleteAsync(stuck, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);
        await scene.Database.WriteAsync(session => RefuseAsync(session, "sqlite", stuck.Customer), Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromHours(24));
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);

        using var worker = new ErasureWorker(scene.Get<Deletions>(), scene.Get<ErasureLog>(), scene.Clock, NullLogger<ErasureWorker>.Instance);
        await worker.StartAsync(Scene.Ct);
        await worker.StopAsync(Scene.Ct);

        Assert.NotNull(await scene.RowAsync(stuck.Customer));
        Assert.Equal(0, new FileInfo(Path.Combine(scene.Folder, "freehold.db-wal")).Length);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task in_an_old_session_only_mails_a_confirming_link(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        scene.Clock.Advance(TimeSpan.FromMinutes(31));

        var outcome = await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);

        Assert.Equal(DeletionOutcome.ConfirmationMailed, outcome.Value);
        Assert.NotNull(await scene.ReadAsync(anna));
        var confirmed = await scene.Get<Deletions>().ConfirmAsync(await scene.LinkAsync("anna@example.com", "confirm-deletion"), Scene.Ct);
        Assert.Equal(DeletionOutcome.Erased, confirmed.Value);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task mails_one_confirming_link_a_minute(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        for (var i = 0; i < 3; i++) Assert.Equal(DeletionOutcome.ConfirmationMailed, (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.None(), Scene.Ct)).Value);
        Assert.Equal(1, await scene.CountAsync("outbox", "template = 'confirm-deletion'"));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.None(), Scene.Ct);

        Assert.Equal(2, await scene.CountAsync("outbox", "template = 'confirm-deletion'"));
    }

    /// <summary>The database refuses to delete the account's row, PostgreSQL as if somebody held it.</summary>
    private static async Task<int> RefuseAsync(Session session, string storage, params CustomerId[] customers)
    {
        var refused = string.Join(", ", customers.Select(customer => customer.Value));
        await session.RunScriptAsync(
            storage == "sqlite"
                ? $"CREATE TRIGGER refuse BEFORE DELETE ON account WHEN old.customer_id IN ({refused}) BEGIN SELECT RAISE(ABORT, 'refused'); END"
                : $"""
                  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused'' USING ERRCODE = ''lock_not_available''; END';
                  CREATE TRIGGER refuse BEFORE DELETE ON account FOR EACH ROW WHEN (old.customer_id IN ({refused})) EXECUTE FUNCTION refuse()
                  """,
            Scene.Ct);
        return 0;
    }

    private static async Task<int> AllowAsync(Session session, string storage)
    {
        await session.RunScriptAsync(storage == "sqlite" ? "DROP TRIGGER refuse" : "DROP TRIGGER refuse ON account", Scene.Ct);
        return 0;
    }
}
