using System.Globalization;

namespace Freehold;

/// <summary>From or until when a list entry shows.</summary>
public static class ListDate
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>Reads <c>YYYY-MM-DD[ hh:mm[:ss]]</c>, with a blank or <c>T</c> between; the canonical text has all parts, so that texts compare as moments do.</summary>
    public static Result<string> Parse(string text, string field) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : Refuse.Malformed(text, field);
}
