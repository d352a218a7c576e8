using System.Buffers;

namespace Freehold;

/// <summary>A telephone number: stored as typed, compared by its digits.</summary>
public sealed record Phone
{
    private const int FewestDigits = 6;
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789 -()/");

    private Phone(string text, string digits, CountryCode? callingCountry)
    {
        Text = text;
        Digits = digits;
        CallingCountry = callingCountry;
    }

    /// <summary>The number as typed, without outer blanks.</summary>
    public string Text { get; }

    /// <summary>The comparison key: the digits of the international number (E.164 without the plus), or just the digits where the country is unknown.</summary>
    public string Digits { get; }

    /// <summary>The country that the calling code points to (of several that share one, the largest unless more digits tell); null for a number whose country is unknown.</summary>
    public CountryCode? CallingCountry { get; }

    /// <summary>The number is international, so that it can be called or texted from anywhere as <c>+</c> and its digits.</summary>
    public bool IsInternational => CallingCountry is not null;

    /// <summary>Reads <c>+</c> and 6 to 19, or 6 to 20 of digits, blanks and <c>-()/</c> with at least six digits; a national number becomes international where a default country is given.</summary>
    public static Result<Phone> Parse(string? text, string field, CountryCode? defaultCountry)
    {
        if (!IdentifierText.Parse(text, field).Is(out var typed, out var failure)) return failure;
        if (!HasForm(typed)) return Refuse.Malformed(typed, field);

        var digits = DigitsOf(typed);
        if (digits.Length < FewestDigits) return Refuse.Malformed(typed, field);

        if (International(typed, digits, defaultCountry, CallingCodes.International) is not { } international) return new Phone(typed, digits, null);
        if (international.Length < FewestDigits) return Refuse.Malformed(typed, field);

        return new Phone(typed, international, CountryCode.Known(CallingCodes.CountryOf(international)));
    }

    /// <summary>The number as typed.</summary>
    public override string ToString() => Text;

    // synerise.md 6.3: ^\+[0-9 \-()/]{6,19}$ or ^[0-9 \-()/]{6,20}$
    private static bool HasForm(string typed)
    {
        var rest = typed.AsSpan(typed[0] == '+' ? 1 : 0);
        return typed.Length <= 20 && rest.Length >= FewestDigits && !rest.ContainsAnyExcept(Characters);
    }

    /// <summary>What <see cref="Digits"/> begins with where a number is typed so, mostly in any spelling that <see cref="Parse"/> takes; null for what no number begins with.</summary>
    internal static string? Beginning(string text, CountryCode? defaultCountry)
    {
        if (text.Length == 0) return "";
        if (text.AsSpan(text[0] == '+' ? 1 : 0).ContainsAnyExcept(Characters)) return null;
        var digits = DigitsOf(text);
        var beginning = International(text, digits, defaultCountry, CallingCodes.InternationalBeginning) ?? digits;
        return beginning.Length > 0 ? beginning : null;
    }

    /// <summary>The digits of the international number; null where the country is unknown.</summary>
    /// <param name="ofNational">Makes them of a country and what was typed of a national number.</param>
    private static string? International(string typed, string digits, CountryCode? defaultCountry, Func<string, string, string> ofNational) =>
        typed[0] == '+' ? digits :
        digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] :
        defaultCountry is not null ? ofNational(defaultCountry.Text, digits) :
        null;

    /// <summary>The digits in a text, as they stand there.</summary>
    internal static string DigitsIn(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    // "+49 (0)30 123": the trunk prefix is written for callers inside the country and is not dialled from abroad.
    private static string DigitsOf(string typed) => DigitsIn(typed[0] == '+' ? typed.Replace("(0)", "", StringComparison.Ordinal) : typed);
}
