using System.Data.Common;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary>What every database promises to operations, one suite for all of them.</summary>
public sealed class A_unit_of_work
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task commits_also_when_it_answers_a_failure(string storage)
    {
        await using var core = await StartAsync(storage);

        var answer = await core.Database.WriteAsync<Result<Done>>(
            async session =>
            {
                await AddAsync(session, 1);
                return FailureCode.WrongCode;
            },
            Ct);

        Assert.Equal(FailureCode.WrongCode, answer.Failure!.Code);
        Assert.Equal([1], await NotesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_nothing_when_it_throws(string storage)
    {
        await using var core = await StartAsync(storage);

        await Assert.ThrowsAsync<InvalidOperationException>(() => core.Database.WriteAsync<Done>(
            async session =>
            {
                await AddAsync(session, 1);
                throw new InvalidOperationException("A bug.");
            },
            Ct));

        Assert.Empty(await NotesAsync(core));
        await core.Database.WriteAsync(session => AddAsync(session, 2), Ct);
        Assert.Equal([2], await NotesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task that_throws_harms_no_other(string storage)
    {
        await using var core = await StartAsync(storage);

        var works = Enumerable.Range(0, 60).Select(number => OutcomeAsync(() => core.Database.WriteAsync(
            async session =>
            {
                await AddAsync(session, number);
                return number % 7 == 3 ? throw new InvalidOperationException("A bug.") : new Done();
            },
            Ct)));
        var failures = await Task.WhenAll(works);

        Assert.Equal(Enumerable.Range(0, 60).Where(number => number % 7 != 3), await NotesAsync(core));
        for (var number = 0; number < 60; number++) Assert.Equal(number % 7 == 3, failures[number] is InvalidOperationException);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_never_called_done_when_its_commit_failed(string storage)
    {
        await using var core = await StartAsync(storage);

        // A broken reference that is only looked at in the commit, as a full disk is only noticed then.
        var works = Enumerable.Range(0, 40).Select(number => OutcomeAsync(() => core.Database.WriteAsync(
            async session =>
            {
                if (number == 20) await session.ExecuteAsync($"INSERT INTO page (note_id) VALUES (999)", Ct);
                return await AddAsync(session, number);
            },
            Ct)));
        var failures = await Task.WhenAll(works);

        Assert.IsAssignableFrom<DbException>(failures[20]);
        var kept = await NotesAsync(core);
        Assert.Equal(Enumerable.Range(0, 40).Where(number => failures[number] is null), kept);
        await core.Database.WriteAsync(session => AddAsync(session, 100), Ct);
        Assert.Contains(100, await NotesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task whose_caller_has_gone_before_it_began_does_not_run(string storage)
    {
        await using var core = await StartAsync(storage);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => core.Database.WriteAsync(session => AddAsync(session, 1), gone.Token));

        Assert.Empty(await NotesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task that_reads_at_once_sees_one_state_whatever_is_written_meanwhile(string storage)
    {
        await using var core = await StartAsync(storage);
        await core.Database.WriteAsync(session => AddAsync(session, 1), Ct);

        var seen = await core.Database.ReadAtOnceAsync(
            async session =>
            {
                var before = await session.FirstAsync($"SELECT COUNT(*) FROM note", row => row.Long(0), Ct);
                await core.Database.WriteAsync(other => AddAsync(other, 2), Ct);
                return (before, await session.FirstAsync($"SELECT COUNT(*) FROM note", row => row.Long(0), Ct));
            },
            Ct);

        Assert.Equal((1, 1), seen);
        Assert.Equal([1, 2], await NotesAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task counts_every_one_of_many_at_once(string storage)
    {
        await using var core = await StartAsync(storage);
        await core.Database.WriteAsync(session => AddAsync(session, 0), Ct);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => core.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE note SET times = times + 1 WHERE note_id = 0", Ct), Ct)));

        Assert.Equal(100, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT times FROM note WHERE note_id = 0", row => row.Long(0), Ct), Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_text_bytes_truth_and_nothing_as_they_were(string storage)
    {
        await using var core = await StartAsync(storage);
        const string text = "'; DROP TABLE note; -- żółć 🦊 $1 %_\\";
        byte[] bytes = [0, 1, 255];

        await core.Database.WriteAsync(session => session.ExecuteAsync($"INSERT INTO sample (t, b, f, n) VALUES ({text}, {bytes}, {true}, {(string?)null})", Ct), Ct);
        var (t, b, f, n) = await core.Database.ReadAsync(session => session.FirstAsync($"SELECT t, b, f, n FROM sample", row => (row.Text(0), row.Bytes(1), row.Bool(2), row.TextOrNull(3)), Ct), Ct);

        Assert.Equal(text, t);
        Assert.Equal(bytes, b);
        Assert.True(f);
        Assert.Null(n);
    }

    private static async Task<TestCore> StartAsync(string storage)
    {
        var core = await TestCore.StartAsync(storage);
        await core.Database.WriteAsync(
            async session =>
            {
                await session.RunScriptAsync("CREATE TABLE note (note_id BIGINT NOT NULL PRIMARY KEY, times BIGINT NOT NULL)", Ct);
                await session.RunScriptAsync("CREATE TABLE page (note_id BIGINT REFERENCES note (note_id) DEFERRABLE INITIALLY DEFERRED)", Ct);
                await session.RunScriptAsync("CREATE TABLE sample (t TEXT, b BYTEA, f BOOLEAN, n TEXT)", Ct);
                return new Done();
            },
            Ct);
        return core;
    }

    private static async Task<Done> AddAsync(Session session, long number)
    {
        await session.ExecuteAsync($"INSERT INTO note (note_id, times) VALUES ({number}, 0)", Ct);
        return new Done();
    }

    private static Task<List<int>> NotesAsync(TestCore core) =>
        core.Database.ReadAsync(session => session.ListAsync($"SELECT note_id FROM note ORDER BY note_id", row => row.Int(0), Ct), Ct);

    private static async Task<Exception?> OutcomeAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
