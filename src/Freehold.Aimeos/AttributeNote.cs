namespace Freehold.Aimeos;

/// <summary>What OPTIONS tells of an attribute. <paramref name="Required"/> is advice for forms; only the e-mail is ever enforced.</summary>
internal sealed record AttributeNote(string Name, string Label, string Type = "string", string Default = "", bool Required = false)
{
    private static readonly AttributeNote[] Person =
    [
        new("salutation", "Form of address: \"company\", \"mr\", \"mrs\", \"miss\" or empty"),
        new("company", "Company name"),
        new("vatid", "VAT identification number of the company"),
        new("title", "Academic or other title"),
        new("firstname", "First name"),
        new("lastname", "Last name", Required: true),
        new("address1", "Street", Required: true),
        new("address2", "House number"),
        new("address3", "Floor, apartment or other addition"),
        new("postal", "Postal code"),
        new("city", "City", Required: true),
        new("state", "State or region"),
        new("countryid", "Two letter ISO country code", Required: true),
        new("languageid", "Two or five letter ISO language code, e.g. \"de\" or \"de_CH\""),
        new("telephone", "Telephone number"),
        new("telefax", "Facsimile number"),
        new("email", "E-mail address"),
        new("website", "Web site"),
        new("longitude", "Longitude in degrees", "float"),
        new("latitude", "Latitude in degrees", "float"),
    ];

    private static readonly AttributeNote Birthday = new("birthday", "Date of birth as YYYY-MM-DD");

    public static IReadOnlyList<AttributeNote> Customer { get; } = Prefixed(
        "customer.",
        [
            .. Person,
            new("label", "Name of the account", Required: true),
            new("code", "Login name; the e-mail address if empty"),
            new("password", "Password"),
            Birthday,
            new("status", "Whether the account is enabled; can not be changed", "integer", "1"),
        ]);

    public static IReadOnlyList<AttributeNote> Address { get; } = Prefixed("customer.address.", [.. Person, Birthday]);

    public static IReadOnlyList<AttributeNote> Property { get; } =
    [
        new("customer.property.type", "Code of the property type", Required: true),
        new("customer.property.languageid", "Two or five letter ISO language code, e.g. \"de\" or \"de_CH\""),
        new("customer.property.value", "Arbitrary property value"),
    ];

    // Labels as recorded, spelling included: forms of published shops show them.
    public static IReadOnlyList<AttributeNote> Relationship { get; } =
    [
        new("customer.lists.refid", "ID of the related domain item", Required: true),
        new("customer.lists.domain", "Domain of the related item, e.g. \"product\"", Required: true),
        new("customer.lists.type", "Customer relationship type, e.g. \"favorite\""),
        new("customer.lists.config", "Associative list of key/value configuration pairs", Default: "[]"),
        new("customer.lists.datestart", "Start date when the relationship is valied"),
        new("customer.lists.dateend", "End date until the relationship is valid"),
        new("customer.lists.status", "Status of the relationship (0=disable, 1=enabled)", Default: "1"),
    ];

    private static AttributeNote[] Prefixed(string prefix, AttributeNote[] notes) => [.. notes.Select(note => note with { Name = prefix + note.Name })];
}
