using System.Text.Json;
using System.Text.Unicode;

namespace Freehold;

/// <summary>The rule for the texts in JSON that is kept as it came.</summary>
public static class JsonTexts
{
    /// <summary>Whether every name and value can be read as text: valid UTF-8, and no half of a surrogate pair in escapes (JSON itself allows both).</summary>
    /// <exception cref="JsonException">It is not JSON; what has no escapes is not looked at so closely.</exception>
    public static bool AreReadable(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return false;
        if (json.IndexOf("\\u"u8) < 0) return true;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
