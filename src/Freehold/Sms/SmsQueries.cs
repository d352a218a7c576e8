using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of the SMS limits.</summary>
internal static class SmsQueries
{
    public const string Everybody = "";
    public const string AllCountries = "";

    /// <summary>Counts one SMS of a day unless so many have left; locks the day's row. False, and nothing counted, where they have.</summary>
    public static async Task<bool> CountSmsOfDayAsync(this Session session, long day, long most, CancellationToken ct) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO sms_count (day, client_address, country, sent) VALUES ({day}, {Everybody}, {AllCountries}, 1)
            ON CONFLICT (day, client_address, country) DO UPDATE SET sent = sms_count.sent + 1 WHERE sms_count.sent < {most}
            """,
            ct) == 1;

    /// <summary>Takes back one that does not leave.</summary>
    public static Task DiscountSmsOfDayAsync(this Session session, long day, CancellationToken ct) =>
        session.ExecuteAsync($"UPDATE sms_count SET sent = sent - 1 WHERE day = {day} AND client_address = {Everybody} AND country = {AllCountries}", ct);

    /// <summary>How many countries an address has had SMS sent to on a day, besides one.</summary>
    public static Task<long> OtherSmsCountriesAsync(this Session session, long day, string address, string country, CancellationToken ct) =>
        session.FirstAsync($"SELECT COUNT(*) FROM sms_count WHERE day = {day} AND client_address = {address} AND country <> {country}", row => row.Long(0), ct);

    /// <summary>Counts one SMS that an address has sent to a country.</summary>
    public static Task CountSmsAsync(this Session session, long day, string address, string country, CancellationToken ct) =>
        session.ExecuteAsync(
            $"""
            INSERT INTO sms_count (day, client_address, country, sent) VALUES ({day}, {address}, {country}, 1)
            ON CONFLICT (day, client_address, country) DO UPDATE SET sent = sms_count.sent + 1
            """,
            ct);

    /// <summary>Forgets the days before.</summary>
    public static Task<int> ForgetSmsBeforeAsync(this Session session, long day, CancellationToken ct) =>
        session.ExecuteAsync($"DELETE FROM sms_count WHERE day < {day}", ct);
}
