using Xunit;

namespace Freehold.Tests;

public sealed class Drawing_random_values
{
    [Fact]
    public void gives_each_its_form()
    {
        Assert.Matches("^[A-Za-z0-9_-]{43}$", Randomness.Token());
        Assert.Matches("^[A-Za-z0-9_-]{22}$", Randomness.SessionId());
        Assert.Matches("^[0-9]{6}$", Randomness.SixDigits());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Randomness.Uuid());
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
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.InRange(Enumerable.Range(0, 100).Select(_ => Randomness.RowId(now)).Distinct().Count(), 95, 100);
    }
}
