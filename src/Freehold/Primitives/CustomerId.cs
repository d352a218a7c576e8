using System.Globalization;

namespace Freehold;

/// <summary>The number of a customer: 53 bits, so that JavaScript reads it exactly; time-ordered with random low bits, so that it needs no coordinator and tells nobody how many customers there are.</summary>
public readonly record struct CustomerId(long Value)
{
    /// <summary>Nobody's number: stands for all customers at once where something was written that shows with each of them.</summary>
    public static CustomerId Everybody => default;

    /// <summary>A number that is no customer's, another each time: rows that are written so that an unknown address costs what a known one does stand in nobody's way.</summary>
    internal static CustomerId Nobody(DateTimeOffset now) => new(-Randomness.CustomerId(now).Value);

    /// <summary>The id as decimal digits, as the Aimeos dialect prints it.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
