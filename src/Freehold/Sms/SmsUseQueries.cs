using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of what becomes of codes by SMS.</summary>
internal static class SmsUseQueries
{
    /// <summary>Notes that a code was sent.</summary>
    public static Task NoteSmsCodeAsync(this Session session, string code, string prefix, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) =>
        session.ExecuteAsync($"INSERT INTO sms_code (code_id, prefix, sent_at, used, expires_at) VALUES ({code}, {prefix}, {now}, FALSE, {until}) ON CONFLICT DO NOTHING", ct);

    /// <summary>The prefix that a code went to; null for one that did not go by SMS.</summary>
    public static Task<string?> FindSmsPrefixAsync(this Session session, string code, CancellationToken ct) =>
        session.FirstAsync($"SELECT prefix FROM sms_code WHERE code_id = {code}", row => row.Text(0), ct);

    /// <summary>Notes that a code was used.</summary>
    public static Task NoteSmsUseAsync(this Session session, string code, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE sms_code SET used = TRUE WHERE code_id = {code}", ct);

    /// <summary>The prefixes to which a code was sent since a moment.</summary>
    public static Task<List<string>> SmsPrefixesSinceAsync(this Session session, DateTimeOffset since, CancellationToken ct) =>
        session.ListAsync($"SELECT DISTINCT prefix FROM sms_code WHERE sent_at > {since}", row => row.Text(0), ct);

    /// <summary>How many of the last codes to a prefix that can no longer be used stayed unused.</summary>
    public static Task<long> UnusedSmsCodesAsync(this Session session, string prefix, int last, DateTimeOffset overSince, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            SELECT COUNT(*) FROM (
                SELECT used FROM sms_code WHERE prefix = {prefix} AND sent_at <= {overSince} ORDER BY sent_at DESC LIMIT {last}
            ) latest WHERE NOT used
            """,
            row => row.Long(0),
            ct);
}
