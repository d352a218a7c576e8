namespace Freehold.Aimeos;

/// <summary>Collects what is wrong with one entry of a body.</summary>
/// <param name="problems">All problems of the request.</param>
/// <param name="entry">The entry's index in a bulk body; null for a single one.</param>
internal readonly struct Refusals(List<Problem> problems, int? entry)
{
    /// <summary>The value, or the default after the failure was noted.</summary>
    public T? Keep<T>(Result<T> parsed, string attribute)
    {
        if (parsed.Failure is { } failure) problems.Add(Problem.From(failure, attribute, entry));
        return parsed.Is(out var value, out _) ? value : default;
    }

    public void Add(FailureCode code, string attribute) => problems.Add(Problem.From(new Failure(code), attribute, entry));
}
