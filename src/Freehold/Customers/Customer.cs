namespace Freehold;

/// <summary>An account with what belongs to it; lists that were not asked for are empty.</summary>
public sealed class Customer
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The groups, in their order.</summary>
    public IReadOnlyList<Membership> Groups { get; init; } = [];
}
