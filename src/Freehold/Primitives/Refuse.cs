namespace Freehold;

/// <summary>The failures of the parsers, with the field to blame and the text to quote.</summary>
internal static class Refuse
{
    public static Failure Missing(string? text, string field) => new(text is null ? FailureCode.Required : FailureCode.EmptyText, field);

    public static Failure Malformed(string text, string field) => new(FailureCode.Malformed, field) { Rejected = text };

    public static Failure OutOfRange(string text, string field) => new(FailureCode.OutOfRange, field) { Rejected = text };

    public static Failure TooLong(string text, string field) => new(FailureCode.TooLong, field) { Rejected = text };
}
