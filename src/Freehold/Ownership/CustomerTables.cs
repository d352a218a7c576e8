using Freehold.Storage;

namespace Freehold;

/// <summary>What happens to a customer's rows.</summary>
internal enum Fate
{
    /// <summary>They stay as they are.</summary>
    Keep,
    /// <summary>They go.</summary>
    Delete,
    /// <summary>They stay under a random pseudonym, without anything that tells whose they were.</summary>
    Pseudonym,
}

/// <summary>A table with rows of customers.</summary>
/// <param name="Name">The table.</param>
/// <param name="Erased">What happens when the account is erased.</param>
/// <param name="TakenOver">What happens when the mailbox of a never-verified account is proved from outside.</param>
internal sealed record CustomerTable(SqlFragment Name, Fate Erased, Fate TakenOver);

/// <summary>Every table that holds rows of customers, in one place; a test compares it with the schema of both databases.</summary>
internal static class CustomerTables
{
    public static readonly IReadOnlyList<CustomerTable> All =
    [
        new(new("session"), Fate.Delete, Fate.Delete),
        new(new("password"), Fate.Delete, Fate.Delete),
        new(new("linked_sign_in"), Fate.Delete, Fate.Delete),
        new(new("device"), Fate.Delete, Fate.Delete),
        new(new("code"), Fate.Delete, Fate.Delete),
        new(new("link"), Fate.Delete, Fate.Delete),
        new(new("outbox"), Fate.Delete, Fate.Delete),
        new(new("address"), Fate.Delete, Fate.Delete),
        new(new("property"), Fate.Delete, Fate.Delete),
        new(new("list_entry"), Fate.Delete, Fate.Delete),
        new(new("membership"), Fate.Delete, Fate.Keep),
        new(new("event"), Fate.Pseudonym, Fate.Keep),
        new(new("profile_update"), Fate.Pseudonym, Fate.Keep),
        new(new("agreement_record"), Fate.Pseudonym, Fate.Keep),
        new(new("customer_order"), Fate.Keep, Fate.Keep),

        // A takeover rewrites these by hand: the proved e-mail stays.
        new(new("directory"), Fate.Delete, Fate.Keep),
        new(new("account"), Fate.Delete, Fate.Keep),

        // Both see to these by hand: most are found through the account's row alone.
        new(new("identifier"), Fate.Keep, Fate.Keep),
    ];
}
