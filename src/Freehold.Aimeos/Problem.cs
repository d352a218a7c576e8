namespace Freehold.Aimeos;

/// <summary>One entry of <c>errors</c>.</summary>
internal sealed record Problem(int Status, string Code, string Title)
{
    /// <summary>JSON pointer (RFC 6901) to the refused value in the request's body.</summary>
    public string? Pointer { get; init; }

    /// <summary>A page that helps.</summary>
    public string? Link { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The body is not JSON, or not of the shape that is asked for.</summary>
    public static Problem InvalidJson { get; } = new(400, "malformed", "Invalid JSON in body");

    public static Problem AttributesMissing { get; } = new(400, "malformed", "Attributes are missing");

    public static Problem IdMissing { get; } = new(400, "malformed", "ID is missing");

    public static Problem InvalidFields { get; } = new(400, "malformed", "Invalid value for parameter \"fields\"");

    public static Problem InvalidPage { get; } = new(400, "malformed", "Invalid value for parameter \"page\" or \"fields\"");

    public static Problem TooLarge { get; } = new(413, "too_large", "Body is too large");

    public static Problem Csrf { get; } = new(403, "csrf", "CSRF token is missing or does not match");

    public static Problem SignedIn { get; } = new(403, "signed_in", "You are already signed in");

    public static Problem Groups { get; } = new(403, "groups", "You are not allowed to manage groups");

    public static Problem NotServed { get; } = new(404, "not_found", "Resource not found");

    public static Problem MethodNotOffered { get; } = new(403, "method_not_allowed", "Not allowed for this resource");

    /// <summary>A failure that no value of the body is to blame for.</summary>
    public static Problem From(Failure failure)
    {
        if (failure is { Code: FailureCode.TooLong, Field: "body" }) return TooLarge;
        if (failure is { Code: FailureCode.Malformed, Field: "body" }) return InvalidJson;
        var (status, code, title) = AimeosErrors.Of(failure.Code);
        return new Problem(status, code, title) { RetryAfter = failure.RetryAfter };
    }

    /// <summary>A failure of an attribute.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <param name="attribute">The attribute's full name on the wire, such as <c>customer.address.city</c>.</param>
    /// <param name="entry">The entry's index in a bulk body; null for a single one.</param>
    public static Problem From(Failure failure, string attribute, int? entry = null)
    {
        var pointer = entry is { } index ? $"/data/{index}/attributes/{attribute}" : $"/data/attributes/{attribute}";
        return From(failure) with { Pointer = pointer, Title = TitleOf(failure, attribute[(attribute.LastIndexOf('.') + 1)..]) };
    }

    /// <summary>A failure of an entry as a whole, or of none.</summary>
    /// <param name="isList">Whether the body is a bulk one.</param>
    public static Problem FromEntry(Failure failure, bool isList) =>
        From(failure) with { Pointer = failure.Entry is { } entry ? isList ? $"/data/{entry}" : "/data" : null };

    private static string TitleOf(Failure failure, string field) => (field, failure.Code) switch
    {
        (_, FailureCode.Required or FailureCode.EmptyText or FailureCode.WrongType or FailureCode.Taken) => AimeosErrors.Of(failure.Code).Title,
        ("code" or "type", FailureCode.TooLong) => "Code is too long",
        (_, FailureCode.TooLong) => AimeosErrors.Of(failure.Code).Title,
        ("email", _) => $"Invalid characters in email address: \"{failure.Rejected}\"",
        ("website", _) => $"Invalid web site URL \"{failure.Rejected}\"",
        ("salutation", _) => $"Address salutation \"{failure.Rejected}\" not within allowed range",
        ("birthday", _) => "Invalid characters in date, ISO format \"YYYY-MM-DD\" expected",
        ("datestart" or "dateend", _) => "Invalid characters in date, ISO format \"YYYY-MM-DD hh:mm:ss\" expected",
        ("languageid", _) => "Invalid ISO language code",
        ("countryid", _) => "Invalid ISO country code",
        ("code", FailureCode.Malformed) => $"Code contains invalid characters: \"{failure.Rejected}\"",
        _ => AimeosErrors.Of(failure.Code).Title,
    };
}
