namespace Freehold;

/// <summary>One customer's account as it stands: identifiers, profile, agreements and attributes.</summary>
public sealed partial class Account
{
    private readonly string?[] fields = new string?[ProfileFields.Count];

    /// <summary>The customer's number.</summary>
    public CustomerId Id { get; init; }

    /// <summary>Whether the account may be used.</summary>
    public Standing Standing { get; set; }

    /// <summary>False for a profile that the business side made and nobody registered.</summary>
    public bool Registered { get; set; }

    /// <summary>Counts how often the row was written: what was read without a lock is written back only while this stands.</summary>
    public long Version { get; private set; }

    /// <summary>Sessions of an earlier epoch are over.</summary>
    public long Epoch { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The e-mail address as typed; null for an account without one.</summary>
    public string? Email { get; set; }

    /// <summary>Whether the mailbox of <see cref="Email"/> was proved.</summary>
    public bool EmailVerified { get; set; }

    /// <summary>The last address whose mailbox was proved; null when there never was one.</summary>
    public string? VerifiedEmail { get; set; }

    /// <summary>What the e-mail is compared by.</summary>
    public string? FoldedEmail => Folded(Email);

    /// <summary>The login code where it differs from the e-mail; null follows the e-mail.</summary>
    public string? OwnCode { get; set; }

    /// <summary>What one signs in with beside the e-mail: the own code, else the e-mail.</summary>
    public string? Code => OwnCode ?? Email;

    /// <summary>What the own login code is compared by.</summary>
    internal string? FoldedCode => OwnCode is not null && LoginCode.Parse(OwnCode, "code").Is(out var code, out _) ? code.Folded : null;

    /// <summary>The workspace's own number of the customer.</summary>
    public string? CustomId { get; set; }

    /// <summary>The profile's uuid; never null.</summary>
    public string Uuid { get; set; } = "";

    /// <summary>The phone as typed.</summary>
    public string? Phone { get; set; }

    /// <summary>What the phone is compared by.</summary>
    public string? PhoneDigits { get; set; }

    /// <summary>Whether the customer proved to hold the phone.</summary>
    public bool PhoneProved { get; set; }

    /// <summary>The agreements as they stand; their history is the ledger.</summary>
    public Agreements Agreements { get; set; }

    /// <summary>Custom attributes as a JSON object; null is {}.</summary>
    public string? Attributes { get; set; }

    /// <summary>Tags as a JSON array of text; null is [].</summary>
    public string? Tags { get; set; }

    /// <summary>Until when changes of sign-in data are refused, after an undo.</summary>
    public DateTimeOffset? FrozenUntil { get; set; }

    /// <summary>The number of the newest update of the profile; null where there is none, or it was before updates had a table of their own.</summary>
    internal long? LastUpdate { get; private set; }

    /// <summary>The update before <see cref="LastUpdate"/>, where that one is not written yet.</summary>
    internal long? UpdateBefore { get; private set; }

    /// <summary>When the session that asks last proved the password; only set where a session asked.</summary>
    public DateTimeOffset ProvedAt { get; private set; }

    /// <summary>When the session that asks was used before, to the hour; only set where a session asked.</summary>
    internal DateTimeOffset SeenAt { get; private set; }

    /// <summary>When the session that asks ends unless it is used again; only set where a session asked.</summary>
    internal DateTimeOffset SessionExpiresAt { get; private set; }

    /// <summary>Whether anything names the customer; false for a profile without account, e-mail and custom id.</summary>
    public bool IsRecognized => Registered || Email is not null || CustomId is not null;

    /// <summary>The groups, in their order; null where they were not read with the account.</summary>
    internal IReadOnlyList<Membership>? Groups { get; set; }

    /// <summary>The directory's entry as it stood when the row was read; null before the first save.</summary>
    internal DirectoryEntry? Listed { get; set; }

    /// <summary>A field of the profile in its canonical text; null is empty.</summary>
    public string? this[ProfileField field]
    {
        get => fields[(int)field];
        set
        {
            if (fields[(int)field] == value) return;
            fields[(int)field] = value;
            ChangedFields |= 1UL << (int)field;
        }
    }

    /// <summary>A bit for each <see cref="ProfileField"/> that was changed since the account was read or <see cref="Saved"/>, the lowest for the first.</summary>
    internal ulong ChangedFields { get; private set; }

    /// <summary>The customer's number (see <see cref="Storage.Revisions"/>) from before the account was read; null where that is not known.</summary>
    internal int? Revision { get; set; }

    /// <summary>The label that is made up from the names where the customer gave none.</summary>
    internal string? GeneratedLabel => Freehold.GeneratedLabel.From(this[ProfileField.FirstName], this[ProfileField.LastName], this[ProfileField.Company]);

    /// <summary>All fields in their order.</summary>
    internal ReadOnlySpan<string?> Fields => fields;

    /// <summary>The profile changes: an event tells of it as soon as the row is saved, one whatever else changes with it.</summary>
    internal void RecordUpdate(DateTimeOffset now)
    {
        if (HasNewUpdate) return;
        HasNewUpdate = true;
        UpdateBefore = LastUpdate;
        LastUpdate = UpdateNumber.After(LastUpdate, now);
    }

    /// <summary>Whether there is an update to write with the row.</summary>
    internal bool HasNewUpdate { get; private set; }

    /// <summary>The row was written as it stands here.</summary>
    internal void Saved(DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
        ChangedFields = 0;
        HasNewUpdate = false;
    }

    /// <summary>Whether the holder of this account has ever proved the mailbox of an address.</summary>
    internal bool HasProved(EmailAddress address) => Folded(VerifiedEmail) == address.Folded;

    /// <summary>Whether the holder of this account has ever proved the mailbox of an address.</summary>
    internal bool HasProved(string address) => VerifiedEmail is not null && Folded(VerifiedEmail) == Folded(address);

    /// <summary>Whether an address is the current one, or the last verified one.</summary>
    internal bool HasAddress(string address) => HasProved(address) || (FoldedEmail is { } own && own == Folded(address));

    /// <summary>What the own password must not be made of.</summary>
    internal PasswordContext PasswordContext => new() { Email = Email, Code = OwnCode, FirstName = this[ProfileField.FirstName], LastName = this[ProfileField.LastName] };

    /// <summary>A session asks for the account.</summary>
    internal void AskedBy(DateTimeOffset provedAt, DateTimeOffset seenAt, DateTimeOffset expiresAt)
    {
        ProvedAt = provedAt;
        SeenAt = seenAt;
        SessionExpiresAt = expiresAt;
    }

    /// <summary>What an address is compared by; null for text that is none.</summary>
    internal static string? Folded(string? email) => email is not null && EmailAddress.Parse(email, "email").Is(out var address, out _) ? address.Folded : null;
}
