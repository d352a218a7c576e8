using System.Globalization;
using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Counts one more in a throttle's row that stands, if every limit allows it: the end of an upsert. The row's list of moments is
/// text that both databases can count off: 13 digits each, the oldest first, a comma between them. A limit of n allows one more
/// when the n-th from the end has left the window or is not there.
/// </summary>
/// <param name="Limits">None of them refuses all.</param>
/// <param name="Now">The moment that is counted.</param>
internal readonly record struct ThrottleStamps(Limit[] Limits, DateTimeOffset Now)
{
    private const int Digits = 13;

    /// <summary>After the longest window nothing of the list matters.</summary>
    public DateTimeOffset ExpiresAt => Now + Limits.Max(limit => limit.Window);

    /// <summary>A moment as the list holds it.</summary>
    public static string Of(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds().ToString("D13", CultureInfo.InvariantCulture);

    internal void AppendTo(Statement statement)
    {
        // No more is kept than the largest limit asks for.
        var most = Limits.Max(limit => limit.Count);
        statement.Append("stamps = CASE WHEN length(throttle.stamps) <= ");
        statement.Append(Text(Length(most - 1)));
        statement.Append(" THEN throttle.stamps || ',' || excluded.stamps ELSE substr(throttle.stamps || ',' || excluded.stamps, length(throttle.stamps) + ");
        statement.Append(Text(Length(2) - Length(most) + 1 - Digits));
        statement.Append(") END, expires_at = excluded.expires_at WHERE ");
        for (var i = 0; i < Limits.Length; i++)
        {
            var length = Length(Limits[i].Count);
            statement.Append(i == 0 ? "(length(throttle.stamps) < " : " AND (length(throttle.stamps) < ");
            statement.Append(Text(length));
            statement.Append(" OR substr(throttle.stamps, length(throttle.stamps) - ");
            statement.Append(Text(length - 1));
            statement.Append(", 13) <= ");
            statement.Add(SqlValue.Of(Of(Now - Limits[i].Window)));
            statement.Append(")");
        }
    }

    /// <summary>Characters of a list of so many.</summary>
    private static int Length(int count) => (count * (Digits + 1)) - 1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
