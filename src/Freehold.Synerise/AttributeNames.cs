using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>Custom attributes as the wire carries them.</summary>
internal static class AttributeNames
{
    /// <summary>Reads the object <c>attributes</c> into raw JSON by name; null deletes.</summary>
    /// <param name="nullDeletes">Whether null deletes (an update) or is as good as absent (registration, sign-in).</param>
    public static void Read(JsonElement attributes, bool nullDeletes, Dictionary<string, string?> read, List<Failure> failures)
    {
        foreach (var member in attributes.EnumerateObject())
        {
            var name = member.Name;
            if (ReservedAttributes.Contains(name)) continue;
            if (CustomAttributes.Refusal(name, member.Value) is { } refusal) failures.Add(refusal);
            else if (member.Value.ValueKind != JsonValueKind.Null) read[name] = member.Value.GetRawText();
            else if (nullDeletes) read[name] = null;
        }
    }
}
