using System.Globalization;

namespace Freehold;

/// <summary>A day of birth.</summary>
public readonly record struct BirthDate
{
    // "later than 1900-01-01": synerise.md 6.3.
    private static readonly DateOnly TooEarly = new(1900, 1, 1);

    private BirthDate(DateOnly day) => Day = day;

    /// <summary>The day.</summary>
    public DateOnly Day { get; }

    /// <summary>Reads <c>yyyy-mm-dd</c>: a real day after 1900-01-01 and not after today.</summary>
    public static Result<BirthDate> Parse(string? text, string field, DateOnly today)
    {
        if (string.IsNullOrEmpty(text)) return Refuse.Missing(text, field);
        if (!HasForm(text)) return Refuse.Malformed(text, field);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day <= TooEarly || day > today)
            return Refuse.OutOfRange(text, field);
        return new BirthDate(day);
    }

    /// <summary>The day as <c>yyyy-mm-dd</c>.</summary>
    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool HasForm(string text)
    {
        if (text.Length != 10) return false;
        for (var i = 0; i < text.Length; i++)
            if (i is 4 or 7 ? text[i] != '-' : !char.IsAsciiDigit(text[i])) return false;
        return true;
    }
}
