namespace Freehold;

/// <summary>The text fields of a profile, in the order of their columns.</summary>
public enum ProfileField
{
    Salutation,
    Company,
    VatId,
    Title,
    FirstName,
    LastName,
    Address1,
    Address2,
    Address3,
    Postal,
    City,
    State,
    LanguageId,
    CountryId,
    Telephone,
    Telefax,
    Website,
    Longitude,
    Latitude,
    Label,
    BirthDate,
    AvatarUrl,
    Sex,
    WhatsAppId,
}
