namespace Freehold.Http;

/// <summary>What all routes of one interface have in common; metadata of its group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ErrorType">The media type of its errors.</param>
/// <param name="Error">An error by example.</param>
/// <param name="TakesCookies">Whether a browser's session signs a customer in.</param>
/// <param name="Describe">What is said of a method and path; null when nothing is, which a test finds.</param>
public sealed record Dialect(string Name, string ErrorType, string Error, bool TakesCookies, Func<string, string, Described?> Describe)
{
    /// <summary>The parameters, by name, that are no plain text in whichever path or query they stand.</summary>
    public IReadOnlyDictionary<string, ParameterKind> Parameters { get; init; } = new Dictionary<string, ParameterKind>();
}
