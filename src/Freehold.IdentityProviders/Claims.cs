using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Freehold.IdentityProviders;

/// <summary>Reads what a provider tells of a person.</summary>
internal static class Claims
{
    /// <summary>A text or number as text; null when it is neither, or empty, or too long to be what it is called.</summary>
    public static string? Text(JsonElement from, string name)
    {
        if (!from.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 and <= 512 } && !text.AsSpan().ContainsAny('\r', '\n', '\0') ? text : null;
    }

    /// <summary>A member that is seconds since 1970, as a number or text; null when it is none.</summary>
    public static DateTimeOffset? Moment(JsonElement from, string name) =>
        long.TryParse(Text(from, name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Whether a member is true; Apple writes it as text.</summary>
    public static bool IsTrue(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true"u8)));

    /// <summary>Whether a member, a text or a list of texts, names one of the audiences.</summary>
    public static bool Names(JsonElement from, string name, string[] audiences)
    {
        if (!from.TryGetProperty(name, out var value)) return false;
        if (value.ValueKind != JsonValueKind.Array) return Text(from, name) is { } one && audiences.Contains(one);
        foreach (var item in value.EnumerateArray())
            if (item.ValueKind == JsonValueKind.String && audiences.Contains(item.GetString())) return true;
        return false;
    }

    /// <summary>Whether the token was made for this very sign-in, where the client says what that is.</summary>
    public static bool HasNonce(JsonElement from, string? nonce)
    {
        if (nonce is null) return true;

        // Apple's own SDK has apps send the SHA-256 of the nonce to Apple, and the nonce itself to their server.
        return Text(from, "nonce") is { } claimed
            && (claimed == nonce || claimed.Equals(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(nonce))), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The audiences of a setting.</summary>
    public static string[] Audiences(string setting) => setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
