using System.Reflection;

namespace Freehold.Tests.Primitives;

public class Keeping_entries_by_hash
{
    private const int InOneGroup = 8;

    private readonly Places<Entry> places = new(entry => entry.Since);

    /// <summary>The hashes before the first of a group: of the first group, of one in between, of the last.</summary>
    public static TheoryData<ulong> Groups => [0, 0x1000UL << 48, 0xFFFFUL << 48];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Finds_what_was_put_and_nothing_else(ulong before)
    {
        foreach (var hash in Enumerable.Range(1, InOneGroup)) Put(before + (ulong)hash, hash);

        Assert.All(Enumerable.Range(1, InOneGroup), hash => Assert.Equal(hash, places.Find(before + (ulong)hash)!.Since));
        Assert.Null(places.Find(before + InOneGroup + 1));
        Assert.Null(places.Find(before));
        Assert.Null(places.Find(before + (1UL << 48)));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Shows_all_and_the_neighbours_of_a_hash(ulong before)
    {
        for (var hash = 1; hash <= 3; hash++) Put(before + (ulong)hash, hash);
        Put(before + (1UL << 48), 4);

        Assert.Equal([1, 2, 3, 4], Since(places.All).Order());
        Assert.Equal([1, 2, 3], Since(places.Group(before)));
    }

    [Fact]
    public void What_is_put_again_takes_its_own_place()
    {
        foreach (var hash in Enumerable.Range(1, InOneGroup)) Put((ulong)hash, hash);
        Put(3, 30);

        Assert.Equal(30, places.Find(3)!.Since);
        Assert.All(new ulong[] { 1, 2, 4, 5, 6, 7, 8 }, hash => Assert.NotNull(places.Find(hash)));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Of_a_full_group_the_least_goes(ulong before)
    {
        long[] since = [50, 40, 70, 30, 80, 60, 90, 100];
        for (var place = 0; place < InOneGroup; place++) Put(before + (ulong)place + 1, since[place]);
        Put(before + 9, 200);

        Assert.Null(places.Find(before + 4));
        Assert.Equal(InOneGroup, Enumerable.Range(1, 9).Count(hash => places.Find(before + (ulong)hash) is not null));
        Assert.Equal(200, places.Find(before + 9)!.Since);
    }

    [Fact]
    public void A_place_that_was_freed_is_taken_first()
    {
        for (var hash = 1UL; hash <= InOneGroup; hash++) Put(hash, (long)hash);
        var freed = places.Of(5);
        Assert.True(freed.Replace(freed.Entry, null, 0));
        Assert.Null(places.Find(5));

        Put(9, 9);

        Assert.All(new ulong[] { 1, 2, 3, 4, 6, 7, 8, 9 }, hash => Assert.Equal((long)hash, places.Find(hash)!.Since));
    }

    [Fact]
    public void Who_comes_late_replaces_nothing()
    {
        Put(1, 1);
        var place = places.Of(1);
        var before = place.Entry;
        Put(1, 2);

        Assert.False(place.Replace(before, new Entry(1, 3), 1));
        Assert.Equal(2, places.Find(1)!.Since);
    }

    /// <summary>Four threads that saw the same entry put another one in its place: one of them does.</summary>
    [Fact]
    public async Task One_of_many_at_once_replaces_an_entry()
    {
        using var together = new Barrier(4);
        var replaced = new int[5_000];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var turn = 0; turn < replaced.Length; turn++)
                {
                    var place = places.Of(1);
                    var before = place.Entry;
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                    if (place.Replace(before, new Entry(1, thread), 1)) Interlocked.Increment(ref replaced[turn]);
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.All(replaced, times => Assert.Equal(1, times));
    }

    /// <summary>In an array whose elements hold references beside something else the collector walks from the first new entry to the last.</summary>
    [Fact]
    public void No_array_holds_references_beside_numbers()
    {
        var kept = typeof(Places<Entry>).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => field.FieldType.IsArray).Select(field => field.FieldType.GetElementType()!).ToList();

        Assert.Equal(2, kept.Count);
        Assert.All(kept, type => Assert.True(type.IsPrimitive || !type.IsValueType, $"{type} is a structure"));
    }

    private static List<long> Since(Places<Entry>.Row row)
    {
        List<long> since = [];
        foreach (var place in row)
            if (place.Entry is { } entry) since.Add(entry.Since);
        return since;
    }

    private void Put(ulong hash, long since)
    {
        var place = places.Of(hash);
        Assert.True(place.Replace(place.Entry, new Entry(hash, since), hash));
    }

    private sealed record Entry(ulong Hash, long Since);
}
