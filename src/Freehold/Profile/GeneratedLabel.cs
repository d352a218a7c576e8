namespace Freehold;

/// <summary>The display name of a customer who has not chosen one.</summary>
public static class GeneratedLabel
{
    /// <summary><c>first last (company)</c>, empty parts left out (aimeos.md 4.2); null when all are empty.</summary>
    public static string? From(string? first, string? last, string? company)
    {
        var inBrackets = string.IsNullOrEmpty(company) ? null : $"({company})";
        var label = string.Join(' ', new[] { first, last, inBrackets }.Where(part => !string.IsNullOrEmpty(part)));
        return label.Length == 0 ? null : label;
    }
}
