using Freehold.Storage;

namespace Freehold;

/// <content>How an account is read from its row, and written as one.</content>
public sealed partial class Account
{
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
        account.ChangedFields = 0;
        account.Listed = DirectoryEntry.Of(account);
        return account;
    }
}
