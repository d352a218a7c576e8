namespace Freehold.Http;

/// <summary>What the text of a parameter in a path or query stands for.</summary>
public enum ParameterKind
{
    /// <summary>Itself.</summary>
    Text,
    /// <summary>Several texts, of which each comes under the name anew.</summary>
    Texts,
    /// <summary>A whole number that fits in 53 bits.</summary>
    WholeNumber,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Choice,
    /// <summary>A moment in ISO 8601.</summary>
    Moment,
}
