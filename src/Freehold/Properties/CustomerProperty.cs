namespace Freehold;

/// <summary>A free fact about a customer, such as a number in another system.</summary>
/// <param name="Id">The property's id; rises with each new property of a customer.</param>
/// <param name="Type">What it is; at most 64 characters.</param>
/// <param name="Language">The language it is in; null is every language.</param>
/// <param name="Value">Its text, at most 255 characters.</param>
public sealed record CustomerProperty(long Id, string Type, string? Language, string Value)
{
    /// <summary>Code points that a type holds.</summary>
    public const int MostOfType = 64;

    /// <summary>Code points that a value holds.</summary>
    public const int MostOfValue = 255;

    /// <summary>Whether it shows in a language.</summary>
    public bool ShowsIn(string language) => Language is null || Language == language;

    /// <summary>Whether two properties may not stand side by side: only those without language may repeat.</summary>
    internal bool Clashes(CustomerProperty other) => Id != other.Id && Language is not null && other with { Id = Id } == this;
}

/// <summary>What of a property is set; what is absent stays.</summary>
public sealed record PropertyChange
{
    /// <summary>What it is; needed for a new one.</summary>
    public string? Type { get; init; }

    /// <summary>Whether <see cref="Language"/> is set.</summary>
    public bool HasLanguage { get; init; }

    /// <summary>The language; null is every language.</summary>
    public string? Language { get; init; }

    /// <summary>Its text.</summary>
    public string? Value { get; init; }

    internal CustomerProperty Apply(CustomerProperty property) =>
        property with { Type = Type ?? property.Type, Language = HasLanguage ? Language : property.Language, Value = Value ?? property.Value };
}
