using Freehold.Storage;

namespace Freehold;

/// <summary>One customer's account as it stands: identifiers, profile, agreements and attributes.</summary>
public sealed class Account
{
    private readonly string?[] fields = new string?[ProfileFields.Count];
    private bool hasNewUpdate;

    /// <summary>The customer's number.</summary>
    public CustomerId Id { get; init; }

    /// <summary>Whether the account may be used.</summary>
    public Standing Standing { get; set; }

    /// <summary>False for a profile that the business side made and nobody registered.</summary>
    public bool Registered { get; set; }

    /// <summary>Counts changes; the strong ETag.</summary>
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
        set => fields[(int)field] = value;
    }

    /// <summary>The label that is made up from the names where the customer gave none.</summary>
    internal string? GeneratedLabel => Freehold.GeneratedLabel.From(this[ProfileField.FirstName], this[ProfileField.LastName], this[ProfileField.Company]);

    /// <summary>All fields in their order.</summary>
    internal ReadOnlySpan<string?> Fields => fields;

    /// <summary>The profile changes: an event tells of it as soon as the row is saved, one whatever else changes with it.</summary>
    internal void RecordUpdate(DateTimeOffset now)
    {
        if (hasNewUpdate) return;
        hasNewUpdate = true;
        UpdateBefore = LastUpdate;
        LastUpdate = UpdateNumber.After(LastUpdate, now);
    }

    /// <summary>Whether there is an update to write with the row; it is asked once.</summary>
    internal bool TakeNewUpdate()
    {
        var has = hasNewUpdate;
        hasNewUpdate = false;
        return has;
    }

    /// <summary>The row was written as it stands here.</summary>
    internal void Saved(DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
        hasNewUpdate = false;
    }

    /// <summary>Whether the holder of this account has ever proved the mailbox of an address.</summary>
    internal bool HasProved(EmailAddress address) => Folded(VerifiedEmail) == address.Folded;

    /// <summary>Whether the holder of this account has ever proved the mailbox of an address.</summary>
    internal bool HasProved(string address) => VerifiedEmail is not null && Folded(VerifiedEmail) == Folded(address);

    /// <summary>Whether an address is the current one, or the last verified one.</summary>
    internal bool HasAddress(string address) => HasProved(address) || (FoldedEmail is { } own && own == Folded(address));

    /// <summary>What the own password must not be made of.</summary>
    internal PasswordContext PasswordContext => new() { Email = Email, Code = OwnCode, FirstName = this[ProfileField.FirstName], LastName = this[ProfileField.LastName] };

    internal static readonly SqlFragment Columns = new(
        "a.customer_id, a.standing, a.registered, a.version, a.epoch, a.created_at, a.changed_at, a.email, a.email_verified, a.verified_email, a.code, a.custom_id, a.uuid, "
        + "a.phone, a.phone_digits, a.phone_proved, a.agreements, a.attributes, a.tags, a.frozen_until, a.last_update, "
        + string.Join(", ", ProfileFields.Columns.Select(column => "a." + column)));

    /// <summary>Where <see cref="Columns"/> end: three columns behind them tell when the session proved the password, was used before and ends.</summary>
    internal static readonly int ColumnCount = FirstField + ProfileFields.Count;

    /// <summary>Where <see cref="Version"/> stands among <see cref="Columns"/>.</summary>
    internal const int VersionColumn = 3;

    private const int FirstField = 21;

    internal static Account ReadWithSession(Row row)
    {
        var account = Read(row);
        account.AskedBy(row.Time(ColumnCount), row.Time(ColumnCount + 1), row.Time(ColumnCount + 2));
        return account;
    }

    /// <summary>A session asks for the account.</summary>
    internal void AskedBy(DateTimeOffset provedAt, DateTimeOffset seenAt, DateTimeOffset expiresAt)
    {
        ProvedAt = provedAt;
        SeenAt = seenAt;
        SessionExpiresAt = expiresAt;
    }

    /// <summary>Writes what <see cref="Read"/> reads, in the same order.</summary>
    internal void Write(ref PackedRow.Writer row)
    {
        row.Add(Id.Value);
        row.Add((long)Standing);
        row.Add(Registered);
        row.Add(Version);
        row.Add(Epoch);
        row.Add(CreatedAt);
        row.Add(ChangedAt);
        row.Add(Email);
        row.Add(EmailVerified);
        row.Add(VerifiedEmail);
        row.Add(OwnCode);
        row.Add(CustomId);
        row.Add(Uuid);
        row.Add(Phone);
        row.Add(PhoneDigits);
        row.Add(PhoneProved);
        row.Add((long)Agreements);
        row.Add(Attributes);
        row.Add(Tags);
        row.Add(FrozenUntil);
        row.Add(LastUpdate);
        foreach (var value in fields) row.Add(value);
    }

    private static string? Folded(string? email) => email is not null && EmailAddress.Parse(email, "email").Is(out var address, out _) ? address.Folded : null;

    internal static Account Read(Row row)
    {
        var account = new Account
        {
            Id = row.Customer(0),
            Standing = (Standing)row.Int(1),
            Registered = row.Bool(2),
            Version = row.Long(VersionColumn),
            Epoch = row.Long(4),
            CreatedAt = row.Time(5),
            ChangedAt = row.Time(6),
            Email = row.TextOrNull(7),
            EmailVerified = row.Bool(8),
            VerifiedEmail = row.TextOrNull(9),
            OwnCode = row.TextOrNull(10),
            CustomId = row.TextOrNull(11),
            Uuid = row.Text(12),
            Phone = row.TextOrNull(13),
            PhoneDigits = row.TextOrNull(14),
            PhoneProved = row.Bool(15),
            Agreements = (Agreements)row.Int(16),
            Attributes = row.TextOrNull(17),
            Tags = row.TextOrNull(18),
            FrozenUntil = row.TimeOrNull(19),
            LastUpdate = row.LongOrNull(20),
        };
        for (var field = 0; field < ProfileFields.Count; field++) account.fields[field] = row.TextOrNull(FirstField + field);
        AccountColumns.Complete(account);
        account.Listed = DirectoryEntry.Of(account);
        return account;
    }
}
