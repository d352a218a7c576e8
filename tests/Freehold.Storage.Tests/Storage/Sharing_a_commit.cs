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
        var fewest = (long)Callers;

        // How many come while one is served is up to the machine, so there are several tries.
        for (var round = 0; round < 20 && fewest > Callers / 2; round++)
        {
            await AtOnceAsync(n => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, round, round + 1), Ct));
            fewest = Math.Min(fewest, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(DISTINCT xmin::text) FROM box", row => row.Long(0), Ct), Ct));
        }

        Assert.InRange(fewest, 1, Callers / 2);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task harms_nobody_where_one_fails(string storage)
    {
        await using var core = await StartAsync(storage);

        // The fifth one's value is refused by the table.
        var answers = await AtOnceAsync(async n =>
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

        var answers = await AtOnceAsync(n => core.Database.WriteOneAsync(
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

        await AtOnceAsync(n => core.Database.WriteOneAsync(new CustomerId(n), session => CountAsync(session, n), Ct));

        var answers = await AtOnceAsync(n => core.Database.WriteOneAsync(new CustomerId(n), session => n % 2 == 0 ? Task.FromResult(7) : CountAsync(session, n), Ct));

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
        var answers = await AtOnceAsync(
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

        await AtOnceAsync(n => core.Database.WriteOneAsync(
            new CustomerId(n + 1), session => session.ExecuteAsync($"UPDATE box SET value = {1L} WHERE id = {new CustomerId(n + 1)} - 1", Ct), Ct));

        Assert.All(Enumerable.Range(0, Callers), n => Assert.NotEqual(before[n], core.Database.Revisions.Of(new CustomerId(n + 1))));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task counts_each_write_about_the_same_customer(string storage)
    {
        await using var core = await StartAsync(storage);
        var anna = new CustomerId(17);
        var before = core.Database.Revisions.Of(anna);

        await AtOnceAsync(n => core.Database.WriteOneAsync(anna, session => session.ExecuteAsync($"UPDATE box SET value = value + 1 WHERE id = {anna}", Ct), Ct));

        Assert.InRange(core.Database.Revisions.Of(anna) - before, Callers, int.MaxValue);
        Assert.Equal(Callers, (await ValuesAsync(core))[17]);
    }

    [Fact]
    public async Task waits_for_nobody_elses_row()
    {
        await using var core = await StartAsync("postgres");
        var go = new TaskCompletionSource();
        var holder = await HoldAsync(core, 8, go.Task);

        // One by one, so that each would fill a place for groups, and then all at once with those who wait for nobody.
        var waiting = new List<Task<int>>();
        for (var n = 0; n < 4; n++)
        {
            var row = n;
            waiting.Add(core.Database.WriteOneAsync(new CustomerId(row), session => PutAsync(session, row, 0, 1), Ct));
            await Task.Delay(20, Ct);
        }

        var others = Enumerable.Range(4, Callers - 4).Select(n => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1), Ct)).ToArray();
        try
        {
            await Task.WhenAll(others[4..]).WaitAsync(TimeSpan.FromSeconds(20), Ct);
            Assert.All([.. waiting, .. others[..4]], write => Assert.False(write.IsCompleted));
        }
        finally
        {
            go.SetResult();
        }

        await holder;
        await Task.WhenAll([.. waiting, .. others]);
        Assert.Equal(Enumerable.Repeat(1L, Callers), await ValuesAsync(core));
    }

    [Fact]
    public async Task tells_nobody_of_a_success_where_the_connection_broke()
    {
        await using var core = await StartAsync("postgres");
        var go = new TaskCompletionSource();
        var holder = await HoldAsync(core, Callers, go.Task);
        var calls = Enumerable.Range(0, Callers).Select(n => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1), Ct)).ToArray();

        // Those on the way wait for rows by now, in groups or alone.
        var ended = 0L;
        while (ended == 0)
            ended = await core.Database.ReadAsync(
                session => session.FirstAsync(
                    $"SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()) ended", row => row.Long(0), Ct),
                Ct);
        go.SetResult();
        await holder;
        await Task.WhenAll(calls).ContinueWith(_ => true, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(20), Ct);

        var values = await ValuesAsync(core);
        Assert.Contains(calls, call => call.IsFaulted);
        Assert.All(Enumerable.Range(0, Callers), n => Assert.True(calls[n].IsFaulted || values[n] == 1));
        Assert.Equal(1, await core.Database.WriteOneAsync(new CustomerId(7), session => session.ExecuteAsync($"UPDATE box SET value = {5L} WHERE id = {7L}", Ct), Ct));
    }

    [Fact]
    public async Task answers_who_waits_before_the_database_closes()
    {
        var core = await StartAsync("postgres");
        var calls = Enumerable.Range(0, Callers).Select(n => core.Database.WriteOneAsync(new CustomerId(n), session => PutAsync(session, n, 0, 1), Ct)).ToArray();

        await core.DisposeAsync();

        Assert.Equal(Enumerable.Repeat(1, Callers), await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(20), Ct));
    }

    /// <summary>Another unit of work holds the first rows until it may end; it is returned when it does.</summary>
    private static async Task<Task> HoldAsync(TestCore core, int rows, Task end)
    {
        var held = new TaskCompletionSource();
        var holder = core.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync($"UPDATE box SET value = value WHERE id < {(long)rows}", Ct);
                held.SetResult();
                await end;
                return new Done();
            },
            Ct);
        await held.Task;
        return holder;
    }

    /// <summary>Callers come faster than one can be served, so that those behind the first ones wait together.</summary>
    private static Task<int[]> AtOnceAsync(Func<int, Task<int>> call, Action? then = null)
    {
        var calls = Enumerable.Range(0, Callers).Select(call).ToArray();
        then?.Invoke();
        return Task.WhenAll(calls);
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
