using System.Text.Json;

namespace Freehold;

/// <summary>The members of an object in an import; the first one that is wrong is kept. Null and an empty text are as good as absent.</summary>
internal sealed class ImportMembers(JsonElement root)
{
    private const int LongestText = 1024;

    /// <summary>What is wrong first; null so far.</summary>
    public Failure? Failure { get; private set; }

    public void Refuse(Failure failure) => Failure ??= failure;

    /// <summary>A member that says something.</summary>
    public JsonElement? Find(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(new Failure(FailureCode.WrongType, name));
            return null;
        }

        return value.GetString() is { Length: > 0 } text ? Kept(PlainText.Parse(text, name, LongestText)) : null;
    }

    public T? Parsed<T>(string name, Func<string, string, Result<T>> parse) where T : class => Text(name) is { } text ? Kept(parse(text, name)) : null;

    public T? Needed<T>(string name, Func<string, string, Result<T>> parse) where T : class
    {
        if (Text(name) is { } text) return Kept(parse(text, name));
        Refuse(new Failure(FailureCode.Required, name));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.ValueKind == JsonValueKind.True;
        Refuse(new Failure(FailureCode.WrongType, name));
        return null;
    }

    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text) return null;
        if (IsoMoment.Parse(text, name).Is(out var moment, out var failure)) return moment;
        Refuse(failure);
        return null;
    }

    /// <summary>A profile field in its canonical text; null where it is empty or wrong.</summary>
    public string? Field(ProfileField field, DateOnly today)
    {
        var name = ProfileFields.Name(field);
        var text = Find(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(name);
        if (text is null) return null;
        if (ProfileFields.Parse(field, text, today).Is(out var canonical, out var failure) || failure is null) return canonical;
        Refuse(failure);
        return null;
    }

    public IEnumerable<JsonProperty> Object(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Object) return value.EnumerateObject();
        Refuse(new Failure(FailureCode.WrongType, name));
        return [];
    }

    /// <summary>The objects of an array; the failure of one names its place.</summary>
    public IReadOnlyList<T> Each<T>(string name, int most, Func<ImportMembers, Result<T>> read) where T : class
    {
        if (Find(name) is not { } value) return [];
        var entries = new List<T>();
        if (value.ValueKind != JsonValueKind.Array) Refuse(new Failure(FailureCode.WrongType, name));
        else if (value.GetArrayLength() > most) Refuse(new Failure(FailureCode.TooMany, name));
        else
        {
            foreach (var element in value.EnumerateArray())
            {
                var place = $"{name}[{entries.Count}]";
                if (element.ValueKind != JsonValueKind.Object) Refuse(new Failure(FailureCode.WrongType, place));
                else if (read(new ImportMembers(element)).Is(out var entry, out var failure))
                {
                    entries.Add(entry);
                    continue;
                }
                else Refuse(failure with { Field = $"{place}.{failure.Field}" });

                break;
            }
        }

        return entries;
    }

    private T? Kept<T>(Result<T> parsed) where T : class
    {
        if (parsed.Is(out var value, out var failure)) return value;
        Refuse(failure);
        return null;
    }
}
