using Freehold.Storage;

namespace Freehold;

/// <summary>What became of a line of an import.</summary>
public enum ImportOutcome
{
    /// <summary>The customer was made.</summary>
    Made,
    /// <summary>The address has a customer already, who stays as they are: an import never overwrites what somebody may have changed since.</summary>
    Stood,
}

/// <summary>
/// Takes customers over from another system. It only ever adds: the same file twice is the same as once. Nobody is written
/// to, since a shop that moves tells its customers itself.
/// </summary>
public sealed class AccountImports(Database database, DefaultGroups groups, TimeProvider clock)
{
    /// <summary>The ledger's source of what comes without a record of its own.</summary>
    private const string Source = "import";

    /// <summary>Takes some customers over in one unit of work, each wholly or not at all.</summary>
    /// <returns>For each in turn what became of it, or <see cref="FailureCode.Taken"/> with the identifier that is somebody else's, or <see cref="FailureCode.TooLong"/>.</returns>
    public Task<IReadOnlyList<Result<ImportOutcome>>> TakeAsync(IReadOnlyList<ImportedCustomer> customers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(customers);
        return database.WriteAsync<IReadOnlyList<Result<ImportOutcome>>>(
            async session =>
            {
                var outcomes = new List<Result<ImportOutcome>>(customers.Count);
                foreach (var customer in customers) outcomes.Add(await TakeAsync(session, customer, clock.GetUtcNow(), ct));
                return outcomes;
            },
            ct);
    }

    private async Task<Result<ImportOutcome>> TakeAsync(Session session, ImportedCustomer customer, DateTimeOffset now, CancellationToken ct)
    {
        if (await StandsAsync(session, customer, ct)) return ImportOutcome.Stood;

        var account = Filled(customer, now);
        if (CustomAttributes.TooLong(account.Attributes) is { } tooLong) return tooLong;
        while (!await session.InsertAccountAsync(account, now, ct)) account = Filled(customer, now);
        if (await session.ClaimShownAsync(account, withUuid: true, now, ct) is { } taken)
        {
            await session.UnmakeAccountAsync(account, ct);

            // Whoever was faster, a registration or another import, is there now.
            return await StandsAsync(session, customer, ct) ? ImportOutcome.Stood : taken;
        }

        await KeepAsync(session, customer, account, now, ct);
        if (customer.HasAccount) await groups.JoinAsync(session, account.Id, now, ct);

        // Whoever is known to hold the mailbox gets what the shop kept under it.
        if (customer is { HasAccount: true, EmailVerified: true } && await session.FindContactAsync(customer.Email, ct) is not null)
        {
            await session.MergeContactAsync(account, customer.Email, agreementsAreTheirs: true, now, ct);
            await session.SaveAccountAsync(account, now, ct);
        }

        return ImportOutcome.Made;
    }

    private static async Task<bool> StandsAsync(Session session, ImportedCustomer customer, CancellationToken ct) =>
        await session.FindHolderAsync(IdentifierKind.Login, customer.Email.Folded, ct) is not null || (!customer.HasAccount && await session.FindContactAsync(customer.Email, ct) is not null);

    private static Account Filled(ImportedCustomer customer, DateTimeOffset now)
    {
        var verified = customer is { HasAccount: true, EmailVerified: true };
        var account = new Account
        {
            Id = Randomness.CustomerId(now),
            Standing = Standing.Active,
            Registered = customer.HasAccount,
            CreatedAt = customer.CreatedAt ?? now,
            ChangedAt = now,
            Email = customer.Email.Text,
            EmailVerified = verified,
            VerifiedEmail = verified ? customer.Email.Text : null,
            OwnCode = customer.Code is { } code && code.Folded != customer.Email.Folded ? code.Text : null,
            CustomId = customer.CustomId,
            Uuid = customer.Uuid ?? Randomness.Uuid(now),
            Phone = customer.Phone?.Text,
            PhoneDigits = customer.Phone?.Digits,
            Tags = customer.Tags,
            Agreements = StandingAgreements(customer),
        };
        ProfileUpdate.Apply(account, customer.Profile);
        return account;
    }

    /// <summary>What stands after all records, the latest of a purpose winning, and after what came without one.</summary>
    private static Agreements StandingAgreements(ImportedCustomer customer)
    {
        var stands = customer.Profile.Agreements.ApplyTo(Agreements.None);
        foreach (var record in customer.AgreementRecords.OrderBy(record => record.At)) stands = AgreementChange.Of(AgreementQueries.OfPurpose(record.Purpose), record.Granted).ApplyTo(stands);
        return stands;
    }

    private static async Task KeepAsync(Session session, ImportedCustomer customer, Account account, DateTimeOffset now, CancellationToken ct)
    {
        if (customer.PasswordHash is { } hash) await session.SetPasswordAsync(account.Id, hash, proved: true, now, ct);
        await session.RecordAgreementsAsync(account.Id, Unproved(customer), new Origin("", Source), now, ct);
        await session.CopyAgreementsAsync(account.Id, customer.AgreementRecords, now, ct);
        await session.RecordEventAsync(account.Id, JoinedEvents.AddedAndIdentified, now, ct);
        for (var place = 0; place < customer.Addresses.Count; place++)
        {
            var address = new Address { Id = place + 1, Position = place };
            address.Apply(customer.Addresses[place]);
            await session.SaveAddressAsync(account.Id, address, ct);
        }
    }

    /// <summary>The agreements that no record of their own proves.</summary>
    private static AgreementChange Unproved(ImportedCustomer customer)
    {
        var proved = customer.AgreementRecords.Aggregate(Agreements.None, (all, record) => all | AgreementQueries.OfPurpose(record.Purpose));
        return new AgreementChange(customer.Profile.Agreements.Given & ~proved, customer.Profile.Agreements.Refused & ~proved);
    }
}
