namespace Freehold;

/// <summary>The display name of a customer who has not chosen one.</summary>
public static class GeneratedLabel
{
    /// <summary><c>first last (company)</c>, empty parts left out (aimeos.md 4.2); null when all are empty.</summary>
    public static string? From(string? first, string? last, string? company)
    {
        var name = string.IsNullOrEmpty(first) ? last : string.IsNullOrEmpty(last) ? first : $"{first} {last}";
        if (string.IsNullOrEmpty(company)) return string.IsNullOrEmpty(name) ? null : name;
        return string.IsNullOrEmpty(name) ? $"({company})" : $"{name} ({company})";
    }
}
