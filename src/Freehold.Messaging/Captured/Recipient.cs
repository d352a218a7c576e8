namespace Freehold.Messaging;

/// <summary>Compares recipients as a person who looks for a message would.</summary>
internal static class Recipient
{
    private const int FewestDigits = 6;

    public static bool IsSame(string one, string other) =>
        one.Contains('@', StringComparison.Ordinal) || other.Contains('@', StringComparison.Ordinal)
            ? Folded(one) == Folded(other)
            : IsSamePhone(Digits(one), Digits(other));

    private static string Folded(string address) => EmailAddress.Parse(address, "to").Is(out var email, out _) ? email.Folded : address.Trim();

    // With or without country code: the shorter one ends the longer one.
    private static bool IsSamePhone(string one, string other) =>
        one == other || (Math.Min(one.Length, other.Length) >= FewestDigits && (one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal)));

    // Leading zeros lead out of a country or a town; they are no part of the number that the other side is called by.
    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit)).TrimStart('0');
}
