using System.Globalization;
using System.Text;

namespace Freehold;

/// <summary>
/// A password string in the PHC form <c>$id$v=19$m=19456,t=2,p=1$salt$tag</c>, salt and tag in Base64 without padding.
/// passlib's habits are read too: a bare number for the iterations, and <c>.</c> for <c>+</c>.
/// </summary>
internal sealed record PhcString(string Id, IReadOnlyDictionary<string, int> Parameters, byte[] Salt, byte[] Tag)
{
    /// <summary>The parameter, or zero when it is not there.</summary>
    public int this[string name] => Parameters.TryGetValue(name, out var value) ? value : 0;

    /// <summary>The parts, or null when the text is not of this form, or salt and tag are of no serious length.</summary>
    public static PhcString? Parse(string text)
    {
        var parts = text.Split('$');
        if (parts.Length is < 5 or > 6 || parts[0].Length > 0) return null;

        var parameters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in parts[2..^2])
            foreach (var pair in group.Split(','))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (!int.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return null;
                if (!parameters.TryAdd(equals < 0 ? "i" : pair[..equals], value)) return null;
            }

        return Bytes(parts[^2]) is { Length: >= 4 and <= 64 } salt && Bytes(parts[^1]) is { Length: >= 16 and <= 128 } tag
            ? new PhcString(parts[1], parameters, salt, tag)
            : null;
    }

    public static string Format(string id, string parameters, byte[] salt, byte[] tag) =>
        new StringBuilder("$").Append(id).Append('$').Append(parameters)
            .Append('$').Append(Convert.ToBase64String(salt).TrimEnd('='))
            .Append('$').Append(Convert.ToBase64String(tag).TrimEnd('=')).ToString();

    private static byte[]? Bytes(string text)
    {
        var padded = text.Replace('.', '+') + (text.Length % 4) switch { 2 => "==", 3 => "=", _ => "" };
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }
}
