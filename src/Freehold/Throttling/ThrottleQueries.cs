using System.Globalization;
using Freehold.Storage;

namespace Freehold;

/// <summary>Rolling windows over one list of moments per name; counted atomically, since the row is locked while it is decided.</summary>
internal static class ThrottleQueries
{
    /// <summary>Counts one more; null when every limit allows it, else how long to wait (nothing is then counted).</summary>
    /// <param name="name">A keyed hash of what is counted (see <see cref="Secrets.Hash"/>).</param>
    public static async Task<TimeSpan?> TakeAsync(this Session session, byte[] name, Limit[] limits, DateTimeOffset now, CancellationToken ct)
    {
        var key = Convert.ToHexString(name);
        var longest = limits.Max(limit => limit.Window);
        var stamps = Parse(
            await session.FirstAsync(
                $"""
                INSERT INTO throttle (name, stamps, expires_at) VALUES ({key}, '', {now + longest})
                ON CONFLICT (name) DO UPDATE SET expires_at = throttle.expires_at RETURNING stamps
                """,
                row => row.Text(0),
                ct),
            now - longest);

        var wait = Wait(stamps, limits, now);
        if (wait is null)
        {
            stamps.Add(now.ToUnixTimeMilliseconds());
            await session.ExecuteAsync($"UPDATE throttle SET stamps = {string.Join(',', stamps)}, expires_at = {now + longest} WHERE name = {key}", ct);
        }

        return wait;
    }

    /// <summary>How long to wait before one more would be allowed; null when it would be now. Counts nothing.</summary>
    public static async Task<TimeSpan?> WaitAsync(this Session session, byte[] name, Limit[] limits, DateTimeOffset now, CancellationToken ct)
    {
        var stamps = await session.FirstAsync($"SELECT stamps FROM throttle WHERE name = {Convert.ToHexString(name)}", row => row.Text(0), ct);
        return Wait(Parse(stamps, now - limits.Max(limit => limit.Window)), limits, now);
    }

    /// <summary>Forgets what was counted, as after a successful sign-in.</summary>
    public static Task ForgetAsync(this Session session, byte[] name, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM throttle WHERE name = {Convert.ToHexString(name)}", ct);

    private static List<long> Parse(string? text, DateTimeOffset since)
    {
        var stamps = new List<long>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var stamp = long.Parse(part, CultureInfo.InvariantCulture);
            if (stamp > since.ToUnixTimeMilliseconds()) stamps.Add(stamp);
        }

        return stamps;
    }

    private static TimeSpan? Wait(List<long> stamps, Limit[] limits, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var limit in limits)
        {
            var since = (now - limit.Window).ToUnixTimeMilliseconds();
            var within = stamps.Count(stamp => stamp > since);
            if (within < limit.Count) continue;

            // The place is free again when the oldest of the last Count leaves the window.
            var wait = limit.Count == 0 ? limit.Window : TimeSpan.FromMilliseconds(stamps[^limit.Count] - since);
            if (longest is null || wait > longest) longest = wait;
        }

        return longest;
    }
}
