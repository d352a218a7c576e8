namespace Freehold;

/// <summary>A customer of another system, as one line of an import tells of them.</summary>
public sealed class ImportedCustomer
{
    /// <summary>The address.</summary>
    public required EmailAddress Email { get; init; }

    /// <summary>Whether the other system knows that the mailbox is theirs.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>Whether they had an account there; a subscriber, for instance, had none.</summary>
    public bool HasAccount { get; init; }

    /// <summary>The hash of their password, in a form that this machine verifies; null where there is none.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>A login code of their own.</summary>
    public LoginCode? Code { get; init; }

    /// <summary>The workspace's own number.</summary>
    public string? CustomId { get; init; }

    /// <summary>The uuid of their device.</summary>
    public string? Uuid { get; init; }

    /// <summary>The phone.</summary>
    public Phone? Phone { get; init; }

    /// <summary>Since when they are a customer; null is now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Tags as a JSON array of text.</summary>
    public string? Tags { get; init; }

    /// <summary>Fields, attributes, and agreements that come without proof.</summary>
    public ProfileChange Profile { get; init; } = new();

    /// <summary>Agreements with their proof from the other system; they decide what stands.</summary>
    public IReadOnlyList<AgreementRecord> AgreementRecords { get; init; } = [];

    /// <summary>Delivery addresses.</summary>
    public IReadOnlyList<AddressChange> Addresses { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => "(imported customer)";
}
