using System.Buffers;
using System.Text.Json;

namespace Freehold;

/// <summary>Custom attributes: a JSON object kept as text, merged name by name.</summary>
public static class CustomAttributes
{
    /// <summary>64 Ki characters of JSON for all attributes of an account together.</summary>
    public const int MostCharacters = 64 * 1024;

    private const int MostOfName = 255;

    /// <summary>Why an attribute cannot have a name and value; null when it can (synerise.md 6.3).</summary>
    public static Failure? Refusal(string name, JsonElement value)
    {
        var field = $"attributes.{name}";
        if (name.Length == 0) return new Failure(FailureCode.EmptyText, field);
        if (name.Length > MostOfName) return new Failure(FailureCode.TooLong, field);
        foreach (var character in name)
            if (character is '\r' or '\n' or '\0' or '\u2028' or '\u2029' or '\u00AD' or (>= '\uFE00' and <= '\uFE0F')) return new Failure(FailureCode.Malformed, field);

        if (value.ValueKind != JsonValueKind.String) return null;
        return PlainText.Parse(value.GetString(), field, int.MaxValue).Is(out _, out var failure) ? null : failure;
    }

    /// <summary>Why a change of attributes cannot be: they would grow beyond what an account may hold.</summary>
    internal static Failure? Refusal(Account account, ProfileChange change) =>
        MostAfter(account, change) <= MostCharacters ? null : TooLong(After(account, change));

    /// <summary>Why attributes cannot be kept; null when they can.</summary>
    internal static Failure? TooLong(string? attributes) => attributes?.Length > MostCharacters ? new Failure(FailureCode.TooLong, "attributes") : null;

    /// <summary>The account's attributes after a change.</summary>
    internal static string? After(Account account, ProfileChange change) => Merge(change.ClearsAttributes ? null : account.Attributes, change.Attributes);

    /// <summary>So long at most are the attributes after a change: told without the merge, which then is done once, when they are changed.</summary>
    private static long MostAfter(Account account, ProfileChange change)
    {
        // What is written is at most \u00FC for each character of a name, and two quotes, a colon and a comma around it.
        long most = account.Attributes?.Length ?? "{}".Length;
        foreach (var (name, json) in change.Attributes) most += (6 * name.Length) + 4 + (json?.Length ?? 0);
        return most;
    }

    /// <summary>The object after a merge; null when nothing is left of it.</summary>
    /// <param name="stood">The object as it stands; null is {}.</param>
    /// <param name="changes">Raw JSON by name; null deletes.</param>
    internal static string? Merge(string? stood, IReadOnlyDictionary<string, string?> changes)
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
