using System.Buffers;
using System.Globalization;

namespace Freehold;

/// <summary>A longitude or latitude in degrees, as canonical text that is also a JSON number.</summary>
public readonly record struct Coordinate
{
    // Keeps out "NaN", "Infinity" and other white space, which the runtime's parser takes.
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789+-.eE ");

    private Coordinate(string text) => Text = text;

    /// <summary>Decimal digits without exponent, plus sign, or needless zeros, such as <c>10.5</c>; at most 28 decimals.</summary>
    public string Text { get; }

    /// <summary>Reads −180 to 180 degrees.</summary>
    public static Result<Coordinate> ParseLongitude(string? text, string field) => Parse(text, field, 180);

    /// <summary>Reads −90 to 90 degrees.</summary>
    public static Result<Coordinate> ParseLatitude(string? text, string field) => Parse(text, field, 90);

    /// <summary>The canonical text.</summary>
    public override string ToString() => Text;

    private static Result<Coordinate> Parse(string? text, string field, int limit)
    {
        if (string.IsNullOrEmpty(text)) return Refuse.Missing(text, field);
        if (text.AsSpan().ContainsAnyExcept(Characters) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees))
            return Refuse.Malformed(text, field);
        if (Math.Abs(degrees) > limit || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) || Math.Abs(exact) > limit)
            return Refuse.OutOfRange(text, field);

        // Zero has no sign.
        return new Coordinate(exact == 0 ? "0" : exact.ToString("0.############################", CultureInfo.InvariantCulture));
    }
}
