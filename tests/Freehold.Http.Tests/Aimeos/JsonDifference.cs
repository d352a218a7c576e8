using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>Where two documents differ; the order of members does not matter, that of lists does.</summary>
internal static class JsonDifference
{
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? actual, string path = "")
    {
        if (expected is JsonObject one && actual is JsonObject other)
        {
            foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key)))
                foreach (var difference in Member(one, other, name, $"{path}/{name}")) yield return difference;
        }
        else if (expected is JsonArray list && actual is JsonArray otherList && list.Count == otherList.Count)
        {
            for (var i = 0; i < list.Count; i++)
                foreach (var difference in Between(list[i], otherList[i], $"{path}/{i}")) yield return difference;
        }
        else if (!Same(expected, actual))
        {
            yield return $"{path}: expected {Text(expected)}, got {Text(actual)}";
        }
    }

    private static IEnumerable<string> Member(JsonObject one, JsonObject other, string name, string path)
    {
        if (!one.ContainsKey(name)) return [$"{path}: not expected, got {Text(other[name])}"];
        if (!other.ContainsKey(name)) return [$"{path}: expected {Text(one[name])}, not there"];
        return Between(one[name], other[name], path);
    }

    private static bool Same(JsonNode? one, JsonNode? other) =>
        JsonNode.DeepEquals(one, other)
        || (one is JsonValue && other is JsonValue && one.GetValueKind() == other.GetValueKind()
            && one.GetValueKind() == System.Text.Json.JsonValueKind.Number && one.GetValue<double>() == other.GetValue<double>());

    private static string Text(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}
