using System.Security.Cryptography;
using System.Text;

namespace Freehold;

/// <summary>A message as it leaves.</summary>
/// <param name="Id">Its number among the customer's messages.</param>
/// <param name="Customer">Whose account it is about; 0 for somebody without one.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="To">The address or phone.</param>
/// <param name="Template">Which text it is, see <see cref="MessageTemplate"/>.</param>
/// <param name="Subject">One line; null for SMS.</param>
/// <param name="Text">Plain text, lines end in a line feed.</param>
/// <param name="Html">The same as a page; null for SMS.</param>
/// <param name="Values">What the text was filled with.</param>
public sealed record RenderedMessage(
    long Id, CustomerId Customer, MessageChannel Channel, string To, string Template, string? Subject, string Text, string? Html, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The same for every attempt at the same message, and tells nothing: an idempotency key of 32 hexadecimal digits.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Customer}/{Id}/{Channel}/{To}")).AsSpan(0, 16));

    /// <inheritdoc/>
    public override string ToString() => $"message {Id}, {Template}";
}
