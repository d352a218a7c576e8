using Freehold.Storage;

namespace Freehold;

/// <summary>
/// The number of a profile's update, which tells its moment: 1024 times the Unix milliseconds, 53 bits until 2248. A customer's
/// numbers only grow, two at least at a time, since each update is shown as two events; those of two customers may be the same.
/// </summary>
internal static class UpdateNumber
{
    private const int Bits = 10;

    /// <summary>The number of an update now, behind the customer's last one.</summary>
    public static long After(long? last, DateTimeOffset now) => Math.Max(First(now), last + 2 ?? 0);

    /// <summary>The lowest number of a moment.</summary>
    public static long First(DateTimeOffset at) => at.ToUnixTimeMilliseconds() << Bits;

    /// <summary>The lowest number behind a moment.</summary>
    public static long End(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() + 1) << Bits;

    /// <summary>When it was, in Unix milliseconds, as SQL.</summary>
    public static readonly SqlFragment InMilliseconds = new($"update_id / {1 << Bits}");

    /// <summary>When it was, to the millisecond.</summary>
    public static DateTimeOffset Moment(long number) => DateTimeOffset.FromUnixTimeMilliseconds(number >> Bits);
}
