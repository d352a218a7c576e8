using System.Text.Json;

namespace Freehold;

/// <summary>Reads one line of an import: the members of an exported document, and <c>passwordHash</c>. Unknown members are ignored.</summary>
public sealed class ImportLine(FreeholdOptions options, TimeProvider clock)
{
    private const int MostAddresses = 100;

    /// <summary>The customer, or the first thing that is wrong.</summary>
    public Result<ImportedCustomer> Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object) return FailureCode.WrongType;
        var read = new ImportMembers(line);
        var today = clock.Today();
        var hash = read.Text("passwordHash");
        var imported = new ImportedCustomer
        {
            Email = read.Needed("email", EmailAddress.Parse)!,
            EmailVerified = read.Flag("emailVerified") ?? false,
            HasAccount = read.Flag("account") ?? hash is not null,
            PasswordHash = hash,
            Code = read.Parsed("code", LoginCode.Parse),
            CustomId = read.Parsed("customId", IdentifierText.Parse),
            Uuid = read.Parsed("uuid", IdentifierText.Parse),
            Phone = read.Parsed("phone", (text, field) => Phone.Parse(text, field, options.DefaultPhoneCountry)),
            CreatedAt = read.Moment("createdAt"),
            Tags = Tags(read),
            Profile = Profile(read, today),
            AgreementRecords = read.Each("agreementRecords", int.MaxValue, Record),
            Addresses = read.Each("addresses", MostAddresses, address => Address(address, today)),
        };
        return (read.Failure ?? Refusal(imported)) is { } refused ? refused : imported;
    }

    private Failure? Refusal(ImportedCustomer imported)
    {
        if (imported.PasswordHash is { } hash && !PasswordHashing.CanVerify(hash)) return new Failure(FailureCode.OutOfRange, "passwordHash");
        if (!imported.HasAccount && imported.PasswordHash is not null) return new Failure(FailureCode.OutOfRange, "account");
        if (!imported.HasAccount && imported.Code is not null) return new Failure(FailureCode.ReadOnly, "code");
        if (imported.Code?.Email is not null && imported.Code.Folded != imported.Email.Folded) return new Failure(FailureCode.OutOfRange, "code");
        if (imported.CreatedAt > clock.GetUtcNow()) return new Failure(FailureCode.OutOfRange, "createdAt");
        if (imported.AgreementRecords.Any(record => record.At > clock.GetUtcNow())) return new Failure(FailureCode.OutOfRange, "agreementRecords");
        return null;
    }

    private static ProfileChange Profile(ImportMembers read, DateOnly today)
    {
        var profile = new ProfileChange();
        for (var field = 0; field < ProfileFields.Count; field++)
            if (read.Field((ProfileField)field, today) is { } text) profile.Fields[(ProfileField)field] = text;

        foreach (var member in read.Object("attributes"))
        {
            if (member.Value.ValueKind == JsonValueKind.Null || ReservedAttributes.Contains(member.Name)) continue;
            if (CustomAttributes.Refusal(member.Name, member.Value) is { } refused) read.Refuse(refused);
            else profile.Attributes[member.Name] = member.Value.GetRawText();
        }

        Agreements given = Agreements.None, refusedOnes = Agreements.None;
        foreach (var member in read.Object("agreements"))
        {
            var agreement = AgreementQueries.OfPurpose(member.Name);
            if (agreement == Agreements.None) read.Refuse(new Failure(FailureCode.OutOfRange, $"agreements.{member.Name}"));
            else if (member.Value.ValueKind == JsonValueKind.True) given |= agreement;
            else if (member.Value.ValueKind == JsonValueKind.False) refusedOnes |= agreement;
            else read.Refuse(new Failure(FailureCode.WrongType, $"agreements.{member.Name}"));
        }

        profile.Agreements = new AgreementChange(given, refusedOnes);
        return profile;
    }

    private static string? Tags(ImportMembers read)
    {
        if (read.Find("tags") is not { } tags) return null;
        if (CustomerTags.Parse(tags).Is(out var kept, out var failure)) return kept;
        read.Refuse(failure);
        return null;
    }

    private static Result<AgreementRecord> Record(ImportMembers read)
    {
        var purpose = read.Needed("purpose", OfPurpose);
        var granted = read.Flag("granted");
        if (granted is null) read.Refuse(new Failure(FailureCode.Required, "granted"));
        var at = read.Moment("at");
        if (at is null) read.Refuse(new Failure(FailureCode.Required, "at"));
        var record = new AgreementRecord(purpose ?? "", granted ?? false, at ?? default, read.Text("source") ?? "import", read.Text("clientAddress"), read.Text("textVersion"));
        return read.Failure is { } failure ? failure : record;
    }

    private static Result<string> OfPurpose(string text, string field) => AgreementQueries.OfPurpose(text) == Agreements.None ? new Failure(FailureCode.OutOfRange, field) : text;

    private static Result<AddressChange> Address(ImportMembers read, DateOnly today)
    {
        var address = new AddressChange();
        foreach (var field in Freehold.Address.Fields)
            if (read.Field(field, today) is { } text) address.Fields[field] = text;
        if (read.Parsed("email", EmailAddress.Parse) is { } email) (address.HasEmail, address.Email) = (true, email.Text);
        return read.Failure is { } failure ? failure : address;
    }
}
