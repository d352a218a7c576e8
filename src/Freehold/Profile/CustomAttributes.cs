using System.Buffers;
using System.Text.Json;

namespace Freehold;

/// <summary>Custom attributes: a JSON object kept as text, merged name by name.</summary>
internal static class CustomAttributes
{
    /// <summary>64 Ki characters of JSON for all attributes of an account together.</summary>
    public const int MostCharacters = 64 * 1024;

    /// <summary>Why a change of attributes cannot be: they would grow beyond what an account may hold.</summary>
    public static Failure? Refusal(Account account, ProfileChange change) =>
        After(account, change)?.Length > MostCharacters ? new Failure(FailureCode.TooLong, "attributes") : null;

    /// <summary>The account's attributes after a change.</summary>
    public static string? After(Account account, ProfileChange change) => Merge(change.ClearsAttributes ? null : account.Attributes, change.Attributes);

    /// <summary>The object after a merge; null when nothing is left of it.</summary>
    /// <param name="stood">The object as it stands; null is {}.</param>
    /// <param name="changes">Raw JSON by name; null deletes.</param>
    public static string? Merge(string? stood, IReadOnlyDictionary<string, string?> changes)
    {
        if (changes.Count == 0) return stood;
        var merged = new Dictionary<string, string>();
        if (stood is not null)
        {
            using var document = JsonDocument.Parse(stood);
            foreach (var attribute in document.RootElement.EnumerateObject()) merged[attribute.Name] = attribute.Value.GetRawText();
        }

        foreach (var (name, json) in changes)
        {
            if (json is null) merged.Remove(name);
            else merged[name] = json;
        }

        if (merged.Count == 0) return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, json) in merged)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
