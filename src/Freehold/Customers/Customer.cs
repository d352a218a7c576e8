namespace Freehold;

/// <summary>What belongs to an account and can be read together with it.</summary>
[Flags]
public enum CustomerParts
{
    /// <summary>The account alone.</summary>
    None = 0,
    /// <summary>The groups.</summary>
    Groups = 1,
    /// <summary>The delivery addresses.</summary>
    Addresses = 2,
    /// <summary>The properties, in all languages.</summary>
    Properties = 4,
    /// <summary>The list entries that show, in the domains that are asked for.</summary>
    Lists = 8,
    /// <summary>The products of the catalogue that list entries refer to.</summary>
    Products = 16,
}

/// <summary>An account with what belongs to it; parts that were not asked for are empty.</summary>
public sealed class Customer
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The groups, in their order.</summary>
    public IReadOnlyList<Membership> Groups { get; init; } = [];

    /// <summary>The delivery addresses, oldest first.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>The properties, oldest first.</summary>
    public IReadOnlyList<CustomerProperty> Properties { get; init; } = [];

    /// <summary>The list entries that show, by position.</summary>
    public IReadOnlyList<ListEntry> Lists { get; init; } = [];

    /// <summary>The products that the entries refer to.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];
}
