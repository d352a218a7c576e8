using Freehold.Storage;

namespace Freehold;

/// <summary>Failed sign-ins in a row under one name.</summary>
internal readonly record struct SignInFailures(int Count, DateTimeOffset LastAt, DateTimeOffset ExpiresAt);

/// <summary>The SQL of failed sign-ins.</summary>
internal static class SignInFailureQueries
{
    /// <summary>The failures under the three names of a sign-in, in one statement.</summary>
    public static Task<List<(string Name, SignInFailures Failures)>> ListFailuresAsync(this Session session, SignInNames names, DateTimeOffset now, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT name, failures, last_at, expires_at FROM sign_in_failure WHERE name IN ({names.Attempt}, {names.Account}, {names.Address}) AND expires_at > {now}",
            row => (row.Text(0), new SignInFailures(row.Int(1), row.Time(2), row.Time(3))),
            ct);

    /// <summary>Counts a failure; how many there are now.</summary>
    /// <param name="lifetime">After which they are forgotten.</param>
    /// <param name="slides">Whether each failure makes the earlier ones last longer.</param>
    public static async Task<int> CountFailureAsync(this Session session, string name, TimeSpan lifetime, bool slides, DateTimeOffset now, CancellationToken ct) =>
        await session.FirstAsync(
            $"""
            INSERT INTO sign_in_failure (name, failures, last_at, expires_at) VALUES ({name}, 1, {now}, {now + lifetime})
            ON CONFLICT (name) DO UPDATE SET
                failures = CASE WHEN sign_in_failure.expires_at > {now} THEN sign_in_failure.failures + 1 ELSE 1 END,
                last_at = excluded.last_at,
                expires_at = CASE WHEN sign_in_failure.expires_at > {now} AND NOT {slides} THEN sign_in_failure.expires_at ELSE excluded.expires_at END
            RETURNING failures
            """,
            row => row.Int(0),
            ct);

    /// <summary>How many failures there are under a name.</summary>
    public static Task<int> FailuresAsync(this Session session, string name, DateTimeOffset now, CancellationToken ct) =>
        session.FirstAsync($"SELECT failures FROM sign_in_failure WHERE name = {name} AND expires_at > {now}", row => row.Int(0), ct);

    /// <summary>Forgets the failures under a name.</summary>
    public static Task ForgetFailuresAsync(this Session session, string name, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM sign_in_failure WHERE name = {name}", ct);
}
