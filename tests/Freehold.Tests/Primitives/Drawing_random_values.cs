using Xunit;

namespace Freehold.Tests;

public sealed class Drawing_random_values
{
    private const long Second = (1L << 22) - 1;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void gives_each_its_form()
    {
        Assert.Matches("^[A-Za-z0-9_-]{43}$", Randomness.Token());
        Assert.Matches("^[A-Za-z0-9_-]{22}$", Randomness.SessionId());
        Assert.Matches("^[0-9]{6}$", Randomness.SixDigits());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Randomness.Uuid(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public void repeats_nothing() => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Randomness.Token()).Distinct().Count());

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 1)]
    [InlineData("2025-01-01T00:01:40Z", 100)]
    [InlineData("2200-01-01T00:00:00Z", int.MaxValue)]
    public void puts_the_seconds_first_and_stays_within_53_bits(string now, long seconds)
    {
        var id = Randomness.CustomerId(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).Value;

        Assert.Equal(seconds, id >> 22);
        Assert.InRange(id, 1, (1L << 53) - 1);
    }

    [Fact]
    public void spreads_ids_of_one_second()
    {
        Assert.InRange(Enumerable.Range(0, 100).Select(_ => Randomness.RowId(Now)).Distinct().Count(), 95, 100);
    }

    [Fact]
    public void puts_customers_of_one_moment_side_by_side_behind_those_before()
    {
        var earlier = Draw(Now.AddMilliseconds(500));
        var later = Draw(Now.AddMilliseconds(504));

        // But for the one in 256 that may be anywhere within the second: more than 30 of a thousand are as good as impossible.
        Assert.InRange(earlier.Count(id => (id & Second) >> 14 == 125), 970, 1000);
        Assert.InRange(later.Count(id => (id & Second) >> 14 == 126), 970, 1000);
        Assert.InRange(earlier.Distinct().Count(), 940, 1000);
    }

    [Fact]
    public void never_runs_out_of_customers_ids_while_a_clock_stands_still() =>
        // 16,384 of the moment and, of a million divided by 256, nearly all (3,891 on average, deviating by 62).
        Assert.InRange(Enumerable.Range(0, 1_000_000).Select(_ => Randomness.CustomerId(Now).Value).Distinct().Count(), 20_000, 20_600);

    [Fact]
    public void orders_uuids_by_their_moment()
    {
        var uuids = Enumerable.Range(0, 100).Select(milliseconds => Randomness.Uuid(Now.AddMilliseconds(milliseconds))).ToList();

        Assert.Equal(uuids.Order(StringComparer.Ordinal), uuids);
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Randomness.Uuid(Now)).Distinct().Count());
        Assert.StartsWith("019b76da-a800-7", Randomness.Uuid(Now), StringComparison.Ordinal);
    }

    private static List<long> Draw(DateTimeOffset now) => [.. Enumerable.Range(0, 1000).Select(_ => Randomness.CustomerId(now).Value)];
}
