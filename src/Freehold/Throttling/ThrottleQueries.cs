using System.Globalization;
using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Rolling windows over one list of moments per name. One statement decides and counts, under the lock of the row that it
/// writes, so that callers at once are counted one after another.
/// </summary>
internal static class ThrottleQueries
{
    /// <summary>Counts one more; null when every limit allows it, else how long to wait (nothing is then counted).</summary>
    /// <param name="name">A keyed hash of what is counted (see <see cref="Secrets.Hash"/>).</param>
    public static async Task<TimeSpan?> TakeAsync(this Session session, byte[] name, Limit[] limits, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var limit in limits)
            if (limit.Count == 0) return limit.Window;

        var stamps = new ThrottleStamps(limits, now);
        var taken = await session.ExecuteAsync(
            $"""
            INSERT INTO throttle (name, stamps, expires_at) VALUES ({Text(name)}, {ThrottleStamps.Of(now)}, {stamps.ExpiresAt})
            ON CONFLICT (name) DO UPDATE SET {stamps}
            """,
            ct) == 1;
        return taken ? null : await session.WaitAsync(name, limits, now, ct) ?? TimeSpan.Zero;
    }

    /// <summary>How long to wait before one more would be allowed; null when it would be now. Counts nothing.</summary>
    public static async Task<TimeSpan?> WaitAsync(this Session session, byte[] name, Limit[] limits, DateTimeOffset now, CancellationToken ct)
    {
        var text = await session.FirstAsync($"SELECT stamps FROM throttle WHERE name = {Text(name)}", row => row.Text(0), ct);
        return Wait((text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), limits, now);
    }

    /// <summary>Takes back the last that was counted, where it did not come to what is limited.</summary>
    public static async Task<int> GiveBackAsync(this Session session, byte[] name, CancellationToken ct)
    {
        // A moment with its comma has 14 characters.
        var given = await session.ExecuteAsync($"UPDATE throttle SET stamps = substr(stamps, 1, length(stamps) - 14) WHERE name = {Text(name)} AND length(stamps) > 14", ct);
        return given > 0 ? given : await session.ExecuteAsync($"DELETE FROM throttle WHERE name = {Text(name)} AND length(stamps) < 14", ct);
    }

    /// <summary>Forgets what was counted, as after a successful sign-in.</summary>
    public static Task ForgetAsync(this Session session, byte[] name, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM throttle WHERE name = {Text(name)}", ct);

    /// <summary>The half of a keyed hash that tells whatever is counted apart: each one is a row at a random place, which short ones fill more slowly.</summary>
    private static string Text(byte[] name) => Convert.ToHexString(name, 0, 16);

    private static TimeSpan? Wait(string[] stamps, Limit[] limits, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var limit in limits)
        {
            // The place is free again when the oldest of the last Count leaves the window.
            if (limit.Count > stamps.Length) continue;
            var free = limit.Count == 0 ? now + limit.Window : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(stamps[^limit.Count], CultureInfo.InvariantCulture)) + limit.Window;
            if (free > now && (longest is null || free - now > longest)) longest = free - now;
        }

        return longest;
    }
}
