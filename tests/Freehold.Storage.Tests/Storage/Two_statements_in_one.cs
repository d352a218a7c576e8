using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary><see cref="Sql.Then"/>.</summary>
public sealed class Two_statements_in_one
{
    private static readonly CustomerId Anna = new(17);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task insert_what_follows_a_change(string storage)
    {
        await using var core = await StartAsync(storage);

        var inserted = await core.Database.WriteOneAsync(Anna, session => MoveAsync(session, from: 1, to: 2), Ct);

        Assert.Equal((1, 2, "1 became 2"), (inserted, await PlaceAsync(core), await NotesAsync(core)));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task insert_nothing_where_nothing_changed(string storage)
    {
        await using var core = await StartAsync(storage);

        var inserted = await core.Database.WriteOneAsync(Anna, session => MoveAsync(session, from: 7, to: 8), Ct);

        Assert.Equal((0, 1, ""), (inserted, await PlaceAsync(core), await NotesAsync(core)));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task change_nothing_where_the_second_fails(string storage)
    {
        await using var core = await StartAsync(storage);
        await core.Database.WriteOneAsync(Anna, session => MoveAsync(session, from: 1, to: 2), Ct);

        // The same note again: its number is taken.
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => core.Database.WriteOneAsync(Anna, session => MoveAsync(session, from: 2, to: 3, note: 1), Ct));

        Assert.Equal((2, "1 became 2"), (await PlaceAsync(core), await NotesAsync(core)));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task let_one_of_many_at_once_win(string storage)
    {
        await using var core = await StartAsync(storage);

        var inserted = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => core.Database.WriteOneAsync(Anna, session => MoveAsync(session, from: 1, to: 100 + n, note: n), Ct)));

        Assert.Equal(1, inserted.Sum());
        Assert.Equal($"1 became {await PlaceAsync(core)}", await NotesAsync(core));
    }

    [Fact]
    public async Task are_all_that_runs_without_a_transaction()
    {
        await using var core = await StartAsync("postgres");

        await Assert.ThrowsAsync<InvalidOperationException>(() => core.Database.WriteOneAsync(
            Anna,
            async session => await MoveAsync(session, from: 1, to: 2) + await MoveAsync(session, from: 2, to: 3, note: 2), Ct));
        await core.Database.WriteAsync(async session => await MoveAsync(session, from: 2, to: 3, note: 3) + await MoveAsync(session, from: 3, to: 4, note: 4), Ct);

        Assert.Equal(4, await PlaceAsync(core));
    }

    private static Task<int> MoveAsync(Session session, long from, long to, long note = 1) =>
        session.ExecuteAsync(
            $"""
            UPDATE piece SET place = {to} WHERE place = {from}
            {Sql.Then}
            INSERT INTO note (id, content) SELECT {note}, {$"{from} became {to}"} {Sql.IfChanged}
            """,
            Ct);

    private static async Task<TestCore> StartAsync(string storage)
    {
        var core = await TestCore.StartAsync(storage);
        await core.Database.WriteAsync(
            async session =>
            {
                await session.RunScriptAsync("CREATE TABLE piece (place BIGINT NOT NULL); CREATE TABLE note (id BIGINT NOT NULL PRIMARY KEY, content TEXT NOT NULL); INSERT INTO piece VALUES (1)", Ct);
                return new Done();
            },
            Ct);
        return core;
    }

    private static async Task<int> PlaceAsync(TestCore core) => (int)await core.Database.ReadAsync(session => session.FirstAsync($"SELECT place FROM piece", row => row.Long(0), Ct), Ct);

    private static async Task<string> NotesAsync(TestCore core) =>
        string.Join(", ", await core.Database.ReadAsync(session => session.ListAsync($"SELECT content FROM note ORDER BY id", row => row.Text(0), Ct), Ct));
}
