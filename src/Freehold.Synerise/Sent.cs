using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>
/// The JSON object that a client sent, read field by field. What is wrong is gathered rather than thrown, so that one
/// answer names every bad field; names that nobody asks for are ignored.
/// </summary>
internal sealed class Sent(JsonElement root, IDisposable? document) : IDisposable
{
    private static readonly JsonElement NoMembers = JsonElement.Parse("{}"u8);

    /// <summary>What is wrong so far, in the order of reading.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>The whole object; undefined where a call needs no body and there is none.</summary>
    public JsonElement Root => root;

    /// <summary>A member, null included; none when it is absent.</summary>
    public JsonElement? Find(string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A text that may be absent or null.</summary>
    public string? Text(string name)
    {
        var value = Find(name);
        if (value is null or { ValueKind: JsonValueKind.Null }) return null;
        if (IsShopNumber(name, value.Value)) return value.Value.GetRawText();
        if (value.Value.ValueKind != JsonValueKind.String)
        {
            Failures.Add(new Failure(FailureCode.WrongType, name));
            return null;
        }

        var text = value.Value.GetString()!;
        if (text.Length > 0) return text;
        Failures.Add(new Failure(FailureCode.EmptyText, name));
        return null;
    }

    /// <summary>A text that must be there; null when it is not, which is then among the failures.</summary>
    public string? Needed(string name)
    {
        if (Find(name) is not null and not { ValueKind: JsonValueKind.Null }) return Text(name);
        Failures.Add(new Failure(FailureCode.Required, name));
        return null;
    }

    /// <summary>An object that may be absent or null. An empty list is one without members: PHP, whose maps are lists, writes it so.</summary>
    public JsonElement? Members(string name)
    {
        var value = Find(name);
        if (value is null or { ValueKind: JsonValueKind.Object or JsonValueKind.Null }) return value;
        if (value.Value.ValueKind == JsonValueKind.Array && value.Value.GetArrayLength() == 0) return NoMembers;
        Failures.Add(new Failure(FailureCode.WrongType, name));
        return null;
    }

    /// <summary>A truth value that may be absent or null, in any of the forms of <see cref="AgreementNames.Truth"/>.</summary>
    public bool? Flag(string name)
    {
        var value = Find(name);
        if (value is null or { ValueKind: JsonValueKind.Null }) return null;
        if (AgreementNames.Truth(value.Value) is { } truth) return truth;
        Failures.Add(new Failure(FailureCode.WrongType, name));
        return null;
    }

    /// <summary>A text that is turned into a trusted type; absent, null and bad all give null, and bad is among the failures.</summary>
    public T? Parsed<T>(string name, Func<string, string, Result<T>> parse) where T : class =>
        Text(name) is { } text ? Kept(parse(text, name)) : null;

    /// <summary>As <see cref="Parsed"/>, but it must be there.</summary>
    public T? NeededAs<T>(string name, Func<string, string, Result<T>> parse) where T : class =>
        Needed(name) is { } text ? Kept(parse(text, name)) : null;

    public void Dispose() => document?.Dispose();

    // Shops number their customers and send the number as one.
    private static bool IsShopNumber(string name, JsonElement value) => name == "customId" && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _);

    private T? Kept<T>(Result<T> parsed) where T : class
    {
        if (parsed.Is(out var value, out var failure)) return value;
        Failures.Add(failure);
        return null;
    }
}
