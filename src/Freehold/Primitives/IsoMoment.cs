using System.Globalization;

namespace Freehold;

/// <summary>A moment in ISO 8601, as those outside write it.</summary>
public static class IsoMoment
{
    /// <summary>Reads a date, alone or with a time behind <c>T</c> or a blank; one without an offset is UTC.</summary>
    public static Result<DateTimeOffset> Parse(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BeginsWithDate(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : Refuse.Malformed(text, field);
    }

    // The library also takes a time alone, for today, and dates that one country writes so and another otherwise.
    private static bool BeginsWithDate(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && (text.Length == 10 || text[10] is 'T' or 't' or ' ');
}
