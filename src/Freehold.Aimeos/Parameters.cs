using System.Globalization;

namespace Freehold.Aimeos;

/// <summary>
/// The query of a request as the original reads it: names with brackets nest, a repeated name keeps its place and takes
/// the last value, a configured prefix may enclose everything but the token against forgery.
/// </summary>
internal sealed class Parameters
{
    private static readonly Parameters None = new(prefix: null);
    private static readonly HashSet<string> Echoed = ["id", "related", "relatedid", "filter", "page", "sort", "include", "fields"];

    private readonly List<Parameter> all = [];
    private readonly string? prefix;

    private Parameters(string? prefix) => this.prefix = prefix;

    public static Parameters Parse(string? query, string? prefix)
    {
        if (string.IsNullOrEmpty(query)) return None;
        var parameters = new Parameters(prefix);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : Decode(part[(equals + 1)..]);
            if (Path(Decode(equals < 0 ? part : part[..equals])) is { } path) parameters.Set(path, value);
        }

        return parameters;
    }

    /// <summary>Whether nothing was asked for.</summary>
    public bool IsEmpty => all.Count == 0;

    /// <summary>Whether a parameter is there in any shape.</summary>
    public bool Has(string name)
    {
        foreach (var parameter in all)
            if (parameter.Path[0] == name) return true;
        return false;
    }

    /// <summary>The value of a parameter without brackets; null when absent or nested.</summary>
    public string? this[string name] => Find(name)?.Value;

    /// <summary>The names of a comma list, without empty ones.</summary>
    public string[] List(string name) => this[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Whether <c>fields</c> has the one shape that is understood: a comma list for each type.</summary>
    public bool FieldsAreWellFormed => !all.Exists(parameter => parameter.Path[0] == "fields" && (parameter.Path.Length != 2 || parameter.Path[1].Length == 0));

    /// <summary>The attributes to which <c>fields[type]</c> narrows an entry; null when it does not.</summary>
    public HashSet<string>? Fields(string type) =>
        Find("fields", type) is { } fields ? [.. fields.Value.Split(',')] : null;

    /// <summary>A whole number from 0 such as <c>page[limit]</c>; null for what is none.</summary>
    public int? Number(string name, string key, int absent) =>
        Find(name, key) is not { } found ? absent
        : int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The query that <c>links.self</c> echoes, in the order in which it was asked; the resource stands in the path.</summary>
    public IEnumerable<(string Name, string Value)> Self(string? without = null)
    {
        foreach (var group in all.Where(parameter => Echoed.Contains(parameter.Path[0]) && parameter.Path[0] != without).GroupBy(parameter => parameter.Path[0]))
            foreach (var parameter in group)
                yield return (parameter.Path[0] + string.Concat(parameter.Path.Skip(1).Select(key => $"[{key}]")), parameter.Value);
    }

    /// <summary>What <see cref="Self"/> echoes, at another offset of the same list.</summary>
    public IReadOnlyList<(string Name, string Value)> SelfAt(int offset)
    {
        const string name = "page[offset]";
        List<(string Name, string Value)> query = [.. Self()];
        var moved = (name, offset.ToString(CultureInfo.InvariantCulture));
        var place = query.FindIndex(one => one.Name == name);
        if (place < 0) query.Add(moved);
        else query[place] = moved;
        return query;
    }

    private Parameter? Find(string name, string? key = null)
    {
        foreach (var parameter in all)
            if (parameter.Path.Length == (key is null ? 1 : 2) && parameter.Path[0] == name && (key is null || parameter.Path[1] == key)) return parameter;
        return null;
    }

    private void Set(string[] path, string value)
    {
        if (prefix is not null && path.Length > 1 && path[0] == prefix) path = path[1..];
        if (path[^1].Length > 0 && all.Find(parameter => parameter.Path.AsSpan().SequenceEqual(path)) is { } known) known.Value = value;
        else all.Add(new Parameter(path) { Value = value });
    }

    /// <summary><c>a[b][c]</c> as its three names; null for what has no name.</summary>
    private static string[]? Path(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (name.Length == 0 || bracket == 0) return null;
        if (bracket < 0) return [name];
        if (name[^1] != ']') return [name.Replace('[', '_')];
        return [name[..bracket], .. name[(bracket + 1)..^1].Split("][")];
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private sealed class Parameter(string[] path)
    {
        public string[] Path => path;

        public string Value { get; set; } = "";
    }
}
