namespace Freehold;

/// <summary>How a message travels.</summary>
public enum MessageChannel
{
    /// <summary>To an e-mail address.</summary>
    Email,
    /// <summary>To a phone.</summary>
    Sms,
}

/// <summary>A message that is to leave once the unit of work that wrote it is durable.</summary>
/// <param name="Channel">How it travels.</param>
/// <param name="To">The address or phone.</param>
/// <param name="Template">Which text it is, such as <c>verify-email</c> or <c>phone-code</c>.</param>
/// <param name="Values">What the text is filled with: <c>code</c>, <c>token</c>, <c>link</c>, <c>old</c>, <c>new</c>, … Encrypted until it is sent, then erased.</param>
public sealed record OutgoingMessage(MessageChannel Channel, string To, string Template, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The customer's language; null takes the deployment's.</summary>
    public string? Language { get; init; }

    /// <summary>After this long it is worthless and no longer sent.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(7);
}
