namespace Freehold;

/// <summary>A country of ISO 3166-1 in its two letters.</summary>
public sealed record CountryCode
{
    private CountryCode(string text) => Text = text;

    /// <summary>The two letters in upper case.</summary>
    public string Text { get; }

    /// <summary>Reads an officially assigned code in any case.</summary>
    public static Result<CountryCode> Parse(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) return Refuse.Missing(text, field);
        if (text is not [var first, var second] || !char.IsAsciiLetter(first) || !char.IsAsciiLetter(second)) return Refuse.Malformed(text, field);

        var code = text.ToUpperInvariant();
        return CallingCodes.IsCountry(code) ? new CountryCode(code) : Refuse.OutOfRange(text, field);
    }

    /// <summary>The two letters.</summary>
    public override string ToString() => Text;

    internal static CountryCode? Known(string? code) => code is null ? null : new CountryCode(code);
}
