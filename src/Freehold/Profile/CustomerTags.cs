using System.Text.Json;

namespace Freehold;

/// <summary>Tags: the shop's own words for a customer, kept as a JSON array of text.</summary>
public static class CustomerTags
{
    private const int MostInTag = 255;

    /// <summary>Characters of JSON, as for attributes.</summary>
    private const int MostCharacters = 64 * 1024;

    /// <summary>The array as it is kept; null for one without tags.</summary>
    public static Result<string?> Parse(JsonElement tags)
    {
        if (tags.ValueKind != JsonValueKind.Array) return new Failure(FailureCode.WrongType, "tags");
        var text = tags.GetRawText();
        if (text.Length > MostCharacters) return new Failure(FailureCode.TooLong, "tags");

        var place = 0;
        foreach (var tag in tags.EnumerateArray())
        {
            var field = $"tags[{place++}]";
            if (tag.ValueKind != JsonValueKind.String) return new Failure(FailureCode.WrongType, field);
            if (!PlainText.Parse(tag.GetString(), field, MostInTag).Is(out _, out var failure)) return failure;
        }

        return place == 0 ? null : text;
    }
}
