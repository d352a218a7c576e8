using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Freehold.IdentityProviders;

/// <summary>Reads JSON Web Keys; symmetric ones are left out: whoever can check such a signature can also make it.</summary>
internal static class KeySet
{
    /// <summary>The keys in a text; empty when there is none to use.</summary>
    public static SecurityKey[] Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The keys of a set, or the one key; empty when there is none to use.</summary>
    public static SecurityKey[] Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return [];
        var text = json.TryGetProperty("keys", out _) ? json.GetRawText() : $$"""{"keys":[{{json.GetRawText()}}]}""";
        try
        {
            return [.. new JsonWebKeySet(text).GetSigningKeys().Where(key => key is not JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet } and not SymmetricSecurityKey)];
        }
        catch (Exception nonsense) when (nonsense is ArgumentException or FormatException or InvalidOperationException)
        {
            return [];
        }
    }
}
