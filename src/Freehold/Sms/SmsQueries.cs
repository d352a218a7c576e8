using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of the SMS limits.</summary>
internal static class SmsQueries
{
    public const string Everybody = "";
    public const string AllCountries = "";

    /// <summary>How many SMS left on a day; locks the day's row.</summary>
    public static Task<long> SmsOfDayAsync(this Session session, long day, CancellationToken ct) =>
        session.FirstAsync(
            $"""
            INSERT INTO sms_count (day, client_address, country, sent) VALUES ({day}, {Everybody}, {AllCountries}, 0)
            ON CONFLICT (day, client_address, country) DO UPDATE SET sent = sms_count.sent RETURNING sent
            """,
            row => row.Long(0),
            ct);

    /// <summary>How many countries an address has had SMS sent to on a day, besides one.</summary>
    public static Task<long> OtherSmsCountriesAsync(this Session session, long day, string address, string country, CancellationToken ct) =>
        session.FirstAsync($"SELECT COUNT(*) FROM sms_count WHERE day = {day} AND client_address = {address} AND country <> {country}", row => row.Long(0), ct);

    /// <summary>Counts one SMS.</summary>
    public static Task CountSmsAsync(this Session session, long day, string address, string country, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO sms_count (day, client_address, country, sent) VALUES ({day}, {address}, {country}, 1)
            ON CONFLICT (day, client_address, country) DO UPDATE SET sent = sms_count.sent + 1
            """,
            ct);

    /// <summary>Forgets the days before.</summary>
    public static Task ForgetSmsBeforeAsync(this Session session, long day, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM sms_count WHERE day < {day}", ct);
}
