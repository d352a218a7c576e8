namespace Freehold;

/// <summary>Which day it is.</summary>
public static class UtcCalendar
{
    /// <summary>Today in UTC: no date of birth is later.</summary>
    public static DateOnly Today(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
    }
}
