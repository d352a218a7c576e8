using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Freehold.Testing;

/// <summary>Puts placeholders where values differ from run to run, and lays JSON out line by line.</summary>
internal sealed class Normaliser(IReadOnlyList<Placeholder> placeholders)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<(string Name, string Value), int> numbers = [];

    public string Plain(string text)
    {
        foreach (var placeholder in placeholders)
            if (placeholder.Pattern is { } pattern) text = pattern.Replace(text, match => Replace(placeholder, match));
        return text;
    }

    public string Body(string body)
    {
        try
        {
            // Duplicate names would be lost here: such a body stays as it was sent.
            var json = JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (var placeholder in placeholders)
                if (placeholder.Path is { } path) json = Walk(json, path, placeholder.Name);
            body = json?.ToJsonString(Layout) ?? "null";
        }
        catch (JsonException)
        {
        }

        return Plain(body);
    }

    private string Replace(Placeholder placeholder, Match match)
    {
        var found = match.Groups.Count > 1 ? match.Groups[1] : match;
        var before = match.Value[..(found.Index - match.Index)];
        var after = match.Value[(found.Index - match.Index + found.Length)..];
        return before + Number(placeholder.Name, found.Value) + after;
    }

    private string Number(string name, string value)
    {
        if (!numbers.TryGetValue((name, value), out var number))
        {
            number = numbers.Keys.Count(key => key.Name == name) + 1;
            numbers.Add((name, value), number);
        }

        return $"{{{name} {number}}}";
    }

    private JsonNode? Walk(JsonNode? node, ReadOnlySpan<string> path, string name)
    {
        // Null, objects and arrays say something of their own: only plain values are replaced.
        if (path.IsEmpty) return node is JsonValue value ? Number(name, value.ToString()) : node;

        var anyDepth = path[0] == "**";
        if (anyDepth)
        {
            var here = Walk(node, path[1..], name);
            if (!ReferenceEquals(here, node)) return here;
        }

        var rest = anyDepth ? path : path[1..];
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, child) in members.ToList())
                {
                    if (anyDepth || path[0] == "*" || path[0] == key) Exchange(child, Walk(child, rest, name), changed => members[key] = changed);
                }

                break;
            case JsonArray items when anyDepth || path[0] == "*":
                for (var i = 0; i < items.Count; i++)
                {
                    var place = i;
                    Exchange(items[i], Walk(items[i], rest, name), changed => items[place] = changed);
                }

                break;
        }

        return node;
    }

    // A node that has its place already may not be put there again.
    private static void Exchange(JsonNode? before, JsonNode? after, Action<JsonNode?> put)
    {
        if (!ReferenceEquals(before, after)) put(after);
    }
}
