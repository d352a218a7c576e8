using System.Text.RegularExpressions;

namespace Freehold.Testing;

/// <summary>
/// A part of an answer that differs from run to run. Each value it finds becomes <c>{name 1}</c>, <c>{name 2}</c>, …:
/// one number for one value, so that a transcript still shows where the same value comes back.
/// </summary>
public sealed class Placeholder
{
    private Placeholder(string name, Regex? pattern, string[]? path)
    {
        Name = name;
        Pattern = pattern;
        Path = path;
    }

    internal string Name { get; }

    internal Regex? Pattern { get; }

    internal string[]? Path { get; }

    /// <summary>What <paramref name="pattern"/> matches in any line or body: its first group if it has one, else all of it.</summary>
    public static Placeholder Text(string name, string pattern) =>
        new(name, new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, TimeSpan.FromMinutes(1)), null);

    /// <summary>The value at <paramref name="path"/> in a JSON body: member names between dots; <c>*</c> is any one member or item, <c>**</c> any number of them (<c>data.*.id</c>, <c>**.csrf.value</c>).</summary>
    public static Placeholder Json(string name, string path) => new(name, null, path.Split('.'));
}
