using Freehold.Sqlite;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary><see cref="Session.NothingWritten"/>, by which a check in the database can be left out.</summary>
public sealed class Knowing_that_nothing_was_written
{
    private static readonly CustomerId Anna = new(17);
    private static readonly CustomerId Berta = new(18);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ends_with_a_write_about_the_customer()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);

        Assert.True(await AskAsync(core, revision));
        await core.Database.WriteAsync(session => WriteAsync(session, Berta), Ct);
        Assert.True(await AskAsync(core, revision), "somebody else was written about");
        await core.Database.WriteAsync(session => WriteAsync(session, Anna), Ct);
        Assert.False(await AskAsync(core, revision));
        Assert.True(await AskAsync(core, core.Database.Revisions.Of(Anna)));
    }

    [Fact]
    public async Task ends_with_a_write_about_everybody()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);

        await core.Database.WriteAsync(
            session =>
            {
                session.NameEverybody();
                Assert.False(session.NothingWritten(Anna, revision));
                return Task.FromResult(0);
            },
            Ct);

        Assert.False(await AskAsync(core, revision));
    }

    [Fact]
    public async Task ends_within_the_transaction()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = core.Database.WriteAsync(async _ => { begun.SetResult(); await gate.Task; return 0; }, Ct);
        await begun.Task;

        // These share a commit, after which alone the number moves on.
        var first = AskAsync(core, revision);
        var berta = core.Database.WriteAsync(session => WriteAsync(session, Berta), Ct);
        var second = AskAsync(core, revision);
        var anna = core.Database.WriteAsync(session => WriteAsync(session, Anna), Ct);
        var third = core.Database.WriteAsync(session => Task.FromResult((core.Database.Revisions.Of(Anna) == revision, session.NothingWritten(Anna, revision))), Ct);
        gate.SetResult();
        await Task.WhenAll(before, berta, anna);

        Assert.Equal((true, true, (true, false)), (await first, await second, await third));
    }

    [Fact]
    public async Task ends_within_the_unit_of_work()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);

        Assert.False(await core.Database.WriteAsync(
            async session =>
            {
                await WriteAsync(session, Anna);
                return session.NothingWritten(Anna, revision);
            },
            Ct));
    }

    [Fact]
    public async Task ends_with_what_another_program_writes()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);
        Assert.True(await AskAsync(core, revision));

        await using (var other = new SqliteSession(Path.Combine(core.Folder, "freehold.db"), ""))
            other.Run("INSERT INTO erased (account_hash, at) VALUES (x'01', 1)");

        Assert.False(await AskAsync(core, revision), "in the first transaction after it");
        revision = core.Database.Revisions.Of(Anna);
        Assert.True(await AskAsync(core, revision), "in the one that follows");
    }

    [Fact]
    public async Task goes_on_after_checkpoints_and_failures_and_while_others_read()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);
        await using var other = new SqliteSession(Path.Combine(core.Folder, "freehold.db"), "");

        // A megabyte each, so that there is more than one checkpoint, after which the log begins anew.
        for (var i = 0; i < 60; i++)
        {
            await core.Database.WriteAsync(session => session.ExecuteAsync($"INSERT INTO erased (account_hash, at) VALUES ({new byte[(1 << 20) + i]}, {(long)i})", Ct), Ct);
            other.Run("SELECT COUNT(*) FROM erased");
            await Assert.ThrowsAsync<InvalidOperationException>(() => core.Database.WriteAsync<int>(
                async session =>
                {
                    await session.ExecuteAsync($"DELETE FROM erased", Ct);
                    throw new InvalidOperationException();
                },
                Ct));
            Assert.True(await AskAsync(core, revision), $"after {i} commits");
        }
    }

    [Fact]
    public async Task goes_on_after_what_was_erased_is_overwritten()
    {
        await using var core = await TestCore.StartAsync("sqlite");
        var revision = core.Database.Revisions.Of(Anna);

        await core.Database.WriteAsync(session => WriteAsync(session, Berta), Ct);
        Assert.True(await core.Database.ForgetAsync(Ct));

        Assert.Equal(0, new FileInfo(Path.Combine(core.Folder, "freehold.db-wal")).Length);
        Assert.True(await AskAsync(core, revision), "it was this process that emptied the log");
    }

    [Fact]
    public async Task is_for_the_one_writer_alone()
    {
        await using var sqlite = await TestCore.StartAsync("sqlite");
        Assert.False(await sqlite.Database.ReadAsync(session => Task.FromResult(session.NothingWritten(Anna, sqlite.Database.Revisions.Of(Anna))), Ct));

        await using var postgres = await TestCore.StartAsync("postgres");
        Assert.False(await AskAsync(postgres, postgres.Database.Revisions.Of(Anna)));
    }

    private static Task<bool> AskAsync(TestCore core, int revision) => core.Database.WriteAsync(session => Task.FromResult(session.NothingWritten(Anna, revision)), Ct);

    private static Task<int> WriteAsync(Session session, CustomerId customer) => session.ExecuteAsync($"DELETE FROM code WHERE customer_id = {customer}", Ct);
}
