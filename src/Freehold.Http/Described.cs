namespace Freehold.Http;

/// <summary>What the API reference says of a route; metadata that stands beside the route table.</summary>
/// <param name="Summary">What the call does, in one sentence.</param>
public sealed record Described(string Summary)
{
    /// <summary>JSON, as most bodies are.</summary>
    public const string Json = "application/json";

    /// <summary>A page for people.</summary>
    public const string Html = "text/html";

    /// <summary>A JSON body by example, from which its schema is told; null where <see cref="SendsType"/> alone is told, or nothing is sent.</summary>
    public string? Sends { get; init; }

    /// <summary>The media type of the body; null where nothing is sent.</summary>
    public string? SendsType { get; init; }

    /// <summary>Whether the call may come without its body.</summary>
    public bool MaySendNothing { get; init; }

    /// <summary>A JSON answer by example.</summary>
    public string? Answers { get; init; }

    /// <summary>The media type of the answer; null where success has no body.</summary>
    public string? AnswersType { get; init; }

    /// <summary>The status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The names of query parameters.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>The name of the header that a browser's session must send; null where none must.</summary>
    public string? SessionHeader { get; init; }

    /// <summary>The method, where the route itself takes any.</summary>
    public string? Method { get; init; }

    /// <summary>The path, where the route itself takes any below its own.</summary>
    public string? Path { get; init; }

    /// <summary>A call with JSON both ways, either by example; null is no body.</summary>
    public static Described Of(string summary, string? sends = null, string? answers = null, int status = 200, params string[] query) =>
        new(summary) { Sends = sends, SendsType = sends is null ? null : Json, Answers = answers, AnswersType = answers is null ? null : Json, Status = status, Query = query };

    /// <summary>A page for people.</summary>
    public static Described Page(string summary) => new(summary) { AnswersType = Html };

    /// <summary>What a page's form is sent to.</summary>
    public static Described FormOf(string summary) => new(summary) { SendsType = "application/x-www-form-urlencoded", AnswersType = Html };
}
