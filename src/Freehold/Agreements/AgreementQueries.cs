using Freehold.Storage;

namespace Freehold;

/// <summary>The SQL of the agreement ledger: append only, one record for each agreement named, whether or not it changes anything.</summary>
internal static class AgreementQueries
{
    public static readonly Agreements[] Each = [Agreements.Email, Agreements.Sms, Agreements.Push, Agreements.WebPush, Agreements.Bluetooth, Agreements.Rfid, Agreements.Wifi];

    /// <summary>The purpose of an agreement as the ledger and the Synerise dialect name it.</summary>
    public static string Purpose(Agreements agreement) => agreement switch
    {
        Agreements.Email => "email",
        Agreements.Sms => "sms",
        Agreements.Push => "push",
        Agreements.WebPush => "webPush",
        Agreements.Bluetooth => "bluetooth",
        Agreements.Rfid => "rfid",
        Agreements.Wifi => "wifi",
        _ => throw new ArgumentOutOfRangeException(nameof(agreement), "One agreement at a time."),
    };

    /// <summary>The agreement of a purpose in the ledger; none for one that is not kept any more.</summary>
    public static Agreements OfPurpose(string purpose) => Array.Find(Each, agreement => Purpose(agreement) == purpose);

    /// <summary>What the ledger holds of a customer, newest first.</summary>
    public static Task<List<AgreementRecord>> ListAgreementsAsync(this Session session, CustomerId customer, CancellationToken ct) =>
        session.ListAsync(
            $"SELECT purpose, granted, at, source, client_address, text_version FROM agreement_record WHERE customer_id = {customer} ORDER BY at DESC, record_id DESC",
            row => new AgreementRecord(row.Text(0), row.Bool(1), row.Time(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5)),
            ct);

    /// <summary>Applies what the customer named to the account (saved by the caller) and records the proof.</summary>
    public static Task ApplyAgreementsAsync(this Session session, Account account, AgreementChange change, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        account.Agreements = change.ApplyTo(account.Agreements);
        return session.RecordAgreementsAsync(account.Id, change, origin, now, ct);
    }

    /// <summary>Records the proof of what was named.</summary>
    public static Task RecordAgreementsAsync(this Session session, CustomerId customer, AgreementChange change, Origin origin, DateTimeOffset now, CancellationToken ct) =>
        change.IsEmpty ? Task.CompletedTask : session.RecordAgreementsAsync([(customer, change)], origin, now, ct);

    /// <summary>Records the proofs of what many named, many rows in one statement.</summary>
    public static async Task RecordAgreementsAsync(this Session session, IReadOnlyList<(CustomerId Customer, AgreementChange Change)> named, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var records = named.SelectMany(_ => Each, (one, agreement) => (one.Customer, one.Change, Agreement: agreement))
            .Where(record => record.Change.Given.HasFlag(record.Agreement) || record.Change.Refused.HasFlag(record.Agreement))
            .ToList();
        var first = Randomness.RowId(now);
        foreach (var (begin, count) in SqlRows.Groups(records.Count))
        {
            var rows = new SqlRows(count, (row, i) =>
            {
                var (customer, change, agreement) = records[begin + i];
                row.Add(customer).Add(first + begin + i).Add(Purpose(agreement)).Add(change.Given.HasFlag(agreement)).Add(now).Add(origin.Via).Add(origin.Address.Length == 0 ? null : origin.Address);
            });
            await session.ExecuteAsync($"INSERT INTO agreement_record (customer_id, record_id, purpose, granted, at, source, client_address) VALUES {rows}", ct);
        }
    }

    /// <summary>Takes records over that were made elsewhere, with their own moments and sources.</summary>
    public static async Task CopyAgreementsAsync(this Session session, CustomerId customer, IReadOnlyList<AgreementRecord> records, DateTimeOffset now, CancellationToken ct)
    {
        if (records.Count == 0) return;

        // Numbers of an earlier second than those of today, so that neither can be the other's.
        var first = Randomness.RowId(now - TimeSpan.FromMinutes(1));
        foreach (var record in records)
        {
            await session.ExecuteAsync(
                $"""
                INSERT INTO agreement_record (customer_id, record_id, purpose, granted, at, source, client_address, text_version)
                VALUES ({customer}, {first++}, {record.Purpose}, {record.Granted}, {record.At}, {record.Source}, {record.ClientAddress}, {record.TextVersion})
                """,
                ct);
        }
    }
}
