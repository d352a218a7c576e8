using Freehold.Storage;

namespace Freehold;

/// <summary>A delivery address; the billing address is the account's own.</summary>
public sealed class Address
{
    private readonly Dictionary<ProfileField, string> fields = [];

    /// <summary>The profile fields that an address has too, in the order of their columns.</summary>
    public static IReadOnlyList<ProfileField> Fields { get; } =
    [
        ProfileField.Salutation, ProfileField.Company, ProfileField.VatId, ProfileField.Title, ProfileField.FirstName, ProfileField.LastName,
        ProfileField.Address1, ProfileField.Address2, ProfileField.Address3, ProfileField.Postal, ProfileField.City, ProfileField.State,
        ProfileField.LanguageId, ProfileField.CountryId, ProfileField.Telephone, ProfileField.Telefax, ProfileField.Website,
        ProfileField.Longitude, ProfileField.Latitude, ProfileField.BirthDate,
    ];

    /// <summary>The address's id; rises with each new address of a customer.</summary>
    public required long Id { get; init; }

    /// <summary>Where it stands among the customer's addresses, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>An e-mail address as typed; nobody's login.</summary>
    public string? Email { get; set; }

    /// <summary>A field in its canonical text; null is empty.</summary>
    public string? this[ProfileField field] => fields.GetValueOrDefault(field);

    internal void Apply(AddressChange change)
    {
        foreach (var (field, value) in change.Fields) Set(field, value);
        if (change.HasEmail) Email = change.Email;
    }

    internal static readonly SqlFragment Columns = new("address_id, email, " + string.Join(", ", Fields.Select(ProfileFields.Column)));

    internal static Address Read(Row row, int position)
    {
        var address = new Address { Id = row.Long(0), Position = position, Email = row.TextOrNull(1) };
        for (var i = 0; i < Fields.Count; i++) address.Set(Fields[i], row.TextOrNull(2 + i));
        return address;
    }

    private void Set(ProfileField field, string? value)
    {
        if (value is null) fields.Remove(field);
        else fields[field] = value;
    }
}

/// <summary>What of an address is set; what is absent stays.</summary>
public sealed class AddressChange
{
    /// <summary>Fields of <see cref="Address.Fields"/> in canonical text; null empties.</summary>
    public Dictionary<ProfileField, string?> Fields { get; } = [];

    /// <summary>Whether <see cref="Email"/> is set.</summary>
    public bool HasEmail { get; set; }

    /// <summary>The e-mail address; null empties.</summary>
    public string? Email { get; set; }
}
