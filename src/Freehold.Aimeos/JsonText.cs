using System.Globalization;
using System.Text.Json;

namespace Freehold.Aimeos;

/// <summary>Reads scalars of a body, whose texts are known to be readable.</summary>
internal static class JsonText
{
    /// <summary>A scalar as text, as the original converts it: <c>true</c> is "1", <c>false</c> is "", a number its digits; null stays null.</summary>
    public static Result<string?> Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => (string?)null,
        JsonValueKind.True => "1",
        JsonValueKind.False => "",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString(),
        _ => FailureCode.WrongType,
    };

    /// <summary>A whole number of 32 bits, or a text that is one; null and an empty text set nothing.</summary>
    public static Result<int?> Integer(JsonElement value)
    {
        if (!Of(value).Is(out var text, out var failure) && failure is not null) return failure;
        if (string.IsNullOrEmpty(text)) return (int?)null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : FailureCode.WrongType;
    }
}
