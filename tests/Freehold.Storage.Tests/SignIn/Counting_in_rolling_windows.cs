using System.Security.Cryptography;

namespace Freehold.Storage.Tests.SignIn;

public sealed class Counting_in_rolling_windows
{
    private static readonly Limit[] Limits = [new(2, TimeSpan.FromMinutes(1)), new(3, TimeSpan.FromHours(1))];
    private static readonly byte[] Name = SHA256.HashData("whoever is counted"u8);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task allows_what_every_limit_allows_and_tells_how_long_to_wait(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);

        Assert.Null(await TakeAsync(core));
        core.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await TakeAsync(core));
        Assert.Equal(TimeSpan.FromSeconds(50), await TakeAsync(core));
        core.Clock.Advance(TimeSpan.FromSeconds(50) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(1), await TakeAsync(core));
        core.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await TakeAsync(core));
        Assert.Equal(TimeSpan.FromMinutes(59), await TakeAsync(core));
        core.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(await TakeAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task counts_as_many_as_are_allowed_of_those_who_come_at_once(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakeAsync(core)));

        Assert.Equal(2, answers.Count(wait => wait is null));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_no_more_moments_than_the_largest_limit_asks_for(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await TakeAsync(core));
            core.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        var stamps = await core.Database.ReadAsync(session => session.FirstAsync($"SELECT stamps FROM throttle", row => row.Text(0), Ct), Ct);
        var last = core.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(string.Join(',', Enumerable.Range(1, 3).Reverse().Select(ago => last - (ago * 30 * 60_000L))), stamps);
    }

    private static Task<TimeSpan?> TakeAsync(TestCore core) => core.Database.WriteAsync(session => session.TakeAsync(Name, Limits, core.Clock.GetUtcNow(), Ct), Ct);
}
