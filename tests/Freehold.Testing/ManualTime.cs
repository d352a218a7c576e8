namespace Freehold.Testing;

/// <summary>A clock that stands still until a test moves it; timers created through it fire while it is moved, on the caller's thread.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset utcNow;
    private TimeSpan elapsed;

    /// <summary>Starts at a fixed instant, later than any real clock, so that no cookie or token looks expired to code outside the test's reach.</summary>
    public ManualTime() : this(new DateTimeOffset(2040, 3, 4, 5, 6, 7, TimeSpan.Zero)) { }

    /// <summary>Starts at <paramref name="start"/>.</summary>
    public ManualTime(DateTimeOffset start) => utcNow = start.ToUniversalTime();

    /// <summary>The wall clock; setting it is a correction (forwards or backwards) during which no time passes and no timer fires.</summary>
    public DateTimeOffset UtcNow
    {
        get { lock (gate) return utcNow; }
        set { lock (gate) utcNow = value.ToUniversalTime(); }
    }

    public override DateTimeOffset GetUtcNow() => UtcNow;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate) return elapsed.Ticks;
    }

    /// <summary>Lets time pass: every timer due on the way fires in order, each seeing the moment it was due.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (gate) end = elapsed + by;
        while (NextDue(end) is { } timer) timer.Fire();
        lock (gate) MoveTo(end);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(TimeSpan end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null) return null;

            MoveTo(next.Due);
            if (next.Period > TimeSpan.Zero) next.Due += next.Period;
            else timers.Remove(next);
            return next;
        }
    }

    private void MoveTo(TimeSpan moment)
    {
        // A callback may itself have advanced the clock past this moment.
        if (moment <= elapsed) return;

        utcNow += moment - elapsed;
        elapsed = moment;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                if (disposed) return false;

                time.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time.elapsed + dueTime;
                    Period = period;
                    time.timers.Add(this);
                }
            }

            // As with the system's timers, a timer that is due at once does not wait for the clock to move.
            if (dueTime == TimeSpan.Zero) time.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                disposed = true;
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
