namespace Freehold.Tests.Harness;

public sealed class Moving_the_manual_clock
{
    private readonly ManualTime time = new();
    private readonly List<TimeSpan> fired = [];

    [Fact]
    public void moves_the_wall_clock_and_the_timestamp_together()
    {
        var (before, stamp) = (time.GetUtcNow(), time.GetTimestamp());

        time.Advance(TimeSpan.FromSeconds(601));

        Assert.Equal(TimeSpan.FromSeconds(601), time.GetUtcNow() - before);
        Assert.Equal(TimeSpan.FromSeconds(601), time.GetElapsedTime(stamp));
    }

    [Fact]
    public void fires_a_periodic_timer_at_each_moment_it_is_due()
    {
        using var timer = Start(due: 3, period: 2);

        time.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal([Seconds(3), Seconds(5), Seconds(7)], fired);
    }

    [Fact]
    public void fires_timers_in_the_order_they_are_due()
    {
        using var late = Start(due: 2);
        using var early = Start(due: 1);

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([Seconds(1), Seconds(2)], fired);
    }

    [Fact]
    public void leaves_stopped_and_not_yet_due_timers_alone()
    {
        using var later = Start(due: 11);
        var gone = Start(due: 1);
        gone.Dispose();
        using var stopped = Start(due: 1);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(fired);
        Assert.False(gone.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void ends_a_delay()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(10), time);
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);

        time.Advance(TimeSpan.FromTicks(1));

        Assert.True(delay.IsCompletedSuccessfully);
    }

    [Fact]
    public void is_not_what_a_correction_of_the_wall_clock_does()
    {
        using var timer = Start(due: 1);
        var stamp = time.GetTimestamp();

        time.UtcNow += TimeSpan.FromDays(1);

        Assert.Empty(fired);
        Assert.Equal(stamp, time.GetTimestamp());
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private ITimer Start(int due, int? period = null) =>
        time.CreateTimer(_ => fired.Add(time.GetElapsedTime(0)), null, Seconds(due), period is { } p ? Seconds(p) : Timeout.InfiniteTimeSpan);
}
