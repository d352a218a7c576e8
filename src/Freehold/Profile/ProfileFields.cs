namespace Freehold;

/// <summary>What is known of each <see cref="ProfileField"/>: names, length, and which texts it takes.</summary>
public static class ProfileFields
{
    // Lengths are Aimeos' (aimeos.md 3), in code points; they bind both dialects.
    private static readonly Entry[] Entries =
    [
        new(ProfileField.Salutation, "salutation", "salutation", 8),
        new(ProfileField.Company, "company", "company", 100),
        new(ProfileField.VatId, "vat_id", "vatId", 32),
        new(ProfileField.Title, "title", "title", 64),
        new(ProfileField.FirstName, "first_name", "firstName", 64),
        new(ProfileField.LastName, "last_name", "lastName", 64),
        new(ProfileField.Address1, "address1", "address1", 200),
        new(ProfileField.Address2, "address2", "address2", 200),
        new(ProfileField.Address3, "address3", "address3", 200),
        new(ProfileField.Postal, "postal", "postal", 16),
        new(ProfileField.City, "city", "city", 200),
        new(ProfileField.State, "state", "state", 200),
        new(ProfileField.LanguageId, "language_id", "languageId", 5),
        new(ProfileField.CountryId, "country_id", "countryId", 2),
        new(ProfileField.Telephone, "telephone", "telephone", 32),
        new(ProfileField.Telefax, "telefax", "telefax", 32),
        new(ProfileField.Website, "website", "website", WebSite.MaxLength),
        new(ProfileField.Longitude, "longitude", "longitude", 33),
        new(ProfileField.Latitude, "latitude", "latitude", 32),
        new(ProfileField.Label, "label", "label", 255),
        new(ProfileField.BirthDate, "birth_date", "birthDate", 10),
        new(ProfileField.AvatarUrl, "avatar_url", "avatarUrl", 2048),
        new(ProfileField.Sex, "sex", "sex", 13),
        new(ProfileField.WhatsAppId, "whatsapp_id", "whatsAppId", 64),
    ];

    /// <summary>How many fields there are.</summary>
    public static int Count => Entries.Length;

    /// <summary>The field's column in snake_case.</summary>
    public static string Column(ProfileField field) => Entries[(int)field].Column;

    /// <summary>The columns of all fields, in snake_case and in the order of <see cref="ProfileField"/>.</summary>
    internal static string[] Columns { get; } = [.. Entries.Select(entry => entry.Column)];

    /// <summary>The field's name in no dialect, in camelCase, as failures give it.</summary>
    public static string Name(ProfileField field) => Entries[(int)field].Name;

    /// <summary>Code points the field holds.</summary>
    public static int MaxLength(ProfileField field) => Entries[(int)field].MaxLength;

    /// <summary>The canonical form of a text for the field; null where the text says no more than an empty field (an empty text, the sex NOT_SPECIFIED).</summary>
    public static Result<string?> Parse(ProfileField field, string text, DateOnly today)
    {
        if (text.Length == 0) return (string?)null;
        var name = Name(field);
        return field switch
        {
            ProfileField.Salutation => OneOf(text, name, "company", "mr", "mrs", "miss"),
            ProfileField.LanguageId => Canonical(LanguageTag.Parse(text, name)),
            ProfileField.CountryId => Canonical(CountryCode.Parse(text, name)),
            ProfileField.Website => Canonical(WebSite.Parse(text, name)),
            ProfileField.Longitude => Canonical(Coordinate.ParseLongitude(text, name)),
            ProfileField.Latitude => Canonical(Coordinate.ParseLatitude(text, name)),
            ProfileField.BirthDate => Canonical(BirthDate.Parse(text, name, today)),
            ProfileField.Sex => text == "NOT_SPECIFIED" ? (string?)null : OneOf(text, name, "FEMALE", "MALE", "OTHER"),
            _ => Canonical(PlainText.Parse(text, name, MaxLength(field))),
        };
    }

    private static Result<string?> Canonical<T>(Result<T> parsed) where T : notnull =>
        parsed.Is(out var value, out var failure) ? value.ToString() : failure;

    private static Result<string?> OneOf(string text, string name, params ReadOnlySpan<string> allowed) =>
        allowed.Contains(text) ? text : Refuse.OutOfRange(text, name);

    private sealed record Entry(ProfileField Field, string Column, string Name, int MaxLength);
}
