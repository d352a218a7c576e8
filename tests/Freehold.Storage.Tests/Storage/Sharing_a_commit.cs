using System.Data.Common;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary><see cref="Database.WriteOneAsync"/> of many at once: each is told its own, whatever the others do.</summary>
public sealed class Sharing_a_commit
{
    private const int Callers = 40;

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_each_what_it_changed(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var round = 1; round <= 10; round++)
        {
            // Every other one says the value that stood before, so that it changes nothing.
            var changed = await Task.WhenAll(Enumerable.Range(0, Callers).Select(n => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, n % 2 == 0 ? round - 1 : -1, round), Ct)));

            Assert.Equal(Enumerable.Range(0, Callers).Select(n => n % 2 == 0 ? 1 : 0), changed);
            Assert.Equal(Enumerable.Range(0, Callers).Select(n => n % 2 == 0 ? (long)round : 0), await ValuesAsync(core));
        }
    }

    [Fact]
    public async Task commits_once_for_many_who_wait()
    {
        await using var core = await StartAsync("postgres");

        await WhileTheyWaitAsync(core, n => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1), Ct));

        Assert.Equal(Enumerable.Repeat(1L, Callers), await ValuesAsync(core));
        Assert.InRange(await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(DISTINCT xmin::text) FROM box", row => row.Long(0), Ct), Ct), 1, 8);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task harms_nobody_where_one_fails(string storage)
    {
        await using var core = await StartAsync(storage);

        // The fifth one's value is refused by the table.
        var answers = await WhileTheyWaitAsync(core, async n =>
        {
            if (n != 5) return await core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1), Ct);
            await Assert.ThrowsAnyAsync<DbException>(() => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1000), Ct));
            return 0;
        });

        Assert.Equal(Callers - 1, answers.Sum());
        Assert.Equal(Enumerable.Range(0, Callers).Select(n => n == 5 ? 0L : 1L), await ValuesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task runs_different_statements_too(string storage)
    {
        await using var core = await StartAsync(storage);

        var answers = await WhileTheyWaitAsync(core, n => core.Database.WriteOneAsync(
            new CustomerId(n),
            session => n % 2 == 0 ? session.ExecuteAsync($"UPDATE box SET value = {1L} WHERE id = {(long)n} AND value <= {5L}", Ct) : session.ExecuteAsync($"UPDATE box SET value = {1L} WHERE id = {(long)n} AND value >= {-5L}", Ct),
            Ct));

        Assert.Equal(Enumerable.Repeat(1, Callers), answers);
        Assert.Equal(Enumerable.Repeat(1L, Callers), await ValuesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task runs_what_needs_no_statement_in_the_end(string storage)
    {
        await using var core = await StartAsync(storage);

        await WhileTheyWaitAsync(core, n => core.Database.WriteOneAsync(new CustomerId(n), session => CountAsync(session, n), Ct));

        var answers = await WhileTheyWaitAsync(core, n => core.Database.WriteOneAsync(new CustomerId(n), session => n % 2 == 0 ? Task.FromResult(7) : CountAsync(session, n), Ct));

        Assert.Equal(Enumerable.Range(0, Callers).Select(n => n % 2 == 0 ? 7 : 1), answers);
        Assert.Equal(Enumerable.Range(0, Callers).Select(n => n % 2 == 0 ? 1L : 2L), await ValuesAsync(core));

        static Task<int> CountAsync(Session session, long id) => session.ExecuteAsync($"UPDATE box SET value = value + 1 WHERE id = {id}", Ct);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_out_who_has_gone(string storage)
    {
        await using var core = await StartAsync(storage);
        using var gone = new CancellationTokenSource();

        // Who is on the way already is told what became of it.
        var answers = await WhileTheyWaitAsync(
            core,
            async n =>
            {
                try
                {
                    return await core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1), n % 2 == 0 ? gone.Token : Ct);
                }
                catch (OperationCanceledException)
                {
                    return 0;
                }
            },
            gone.Cancel);

        Assert.Equal(answers.Select(answer => (long)answer), await ValuesAsync(core));
        Assert.All(Enumerable.Range(0, Callers), n => Assert.True(answers[n] == 1 || n % 2 == 0));
        Assert.Contains(0, answers);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task drops_what_is_kept_of_everyone_it_wrote_about(string storage)
    {
        await using var core = await StartAsync(storage);
        var before = Enumerable.Range(0, Callers).Select(n => core.Database.Revisions.Of(new CustomerId(n + 1))).ToList();

        await WhileTheyWaitAsync(core, n => core.Database.WriteOneAsync(
            new CustomerId(n + 1), session => session.ExecuteAsync($"UPDATE box SET value = {1L} WHERE id = {new CustomerId(n + 1)} - 1", Ct), Ct));

        Assert.All(Enumerable.Range(0, Callers), n => Assert.NotEqual(before[n], core.Database.Revisions.Of(new CustomerId(n + 1))));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task counts_each_write_about_the_same_customer(string storage)
    {
        await using var core = await StartAsync(storage);
        var anna = new CustomerId(17);
        var before = core.Database.Revisions.Of(anna);

        await WhileTheyWaitAsync(core, n => core.Database.WriteOneAsync(anna, session => session.ExecuteAsync($"UPDATE box SET value = value + 1 WHERE id = {anna}", Ct), Ct));

        Assert.Equal(Callers, core.Database.Revisions.Of(anna) - before);
        Assert.Equal(Callers, (await ValuesAsync(core))[17]);
    }

    /// <summary>Lets callers come while another unit of work holds all rows, so that most of them wait together.</summary>
    private static async Task<int[]> WhileTheyWaitAsync(TestCore core, Func<int, Task<int>> call, Action? meanwhile = null)
    {
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var holder = core.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync($"UPDATE box SET value = value", Ct);
                begun.TrySetResult();
                await go.Task;
                return new Done();
            },
            Ct);
        await begun.Task;
        var calls = Enumerable.Range(0, Callers).Select(n => Task.Run(() => call(n), Ct)).ToArray();
        await Task.Delay(200, Ct);
        meanwhile?.Invoke();
        go.SetResult();
        await holder;
        return await Task.WhenAll(calls);
    }

    private static Task<int> PutAsync(Session session, long id, long before, long after) =>
        session.ExecuteAsync($"UPDATE box SET value = {after} WHERE id = {id} AND value = {before}", Ct);

    private static Task<List<long>> ValuesAsync(TestCore core) => core.Database.ReadAsync(session => session.ListAsync($"SELECT value FROM box ORDER BY id", row => row.Long(0), Ct), Ct);

    private static async Task<TestCore> StartAsync(string storage)
    {
        var core = await TestCore.StartAsync(storage);
        await core.Database.WriteAsync(
            async session =>
            {
                await session.RunScriptAsync("CREATE TABLE box (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL CHECK (value < 100))", Ct);
                for (var id = 0L; id < Callers; id++) await session.ExecuteAsync($"INSERT INTO box (id, value) VALUES ({id}, {0L})", Ct);
                return new Done();
            },
            Ct);
        return core;
    }
}
