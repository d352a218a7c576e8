using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>The text fields of a profile by their names on this wire.</summary>
internal static class NativeFields
{
    /// <summary>The contract's own, in the order of the answer up to <c>avatarUrl</c>.</summary>
    public static readonly (string Name, ProfileField Field)[] Known =
    [
        ("firstName", ProfileField.FirstName), ("lastName", ProfileField.LastName), ("displayName", ProfileField.Label), ("company", ProfileField.Company),
        ("address", ProfileField.Address1), ("city", ProfileField.City), ("province", ProfileField.State), ("zipCode", ProfileField.Postal),
        ("countryCode", ProfileField.CountryId), ("avatarUrl", ProfileField.AvatarUrl),
    ];

    /// <summary>What else the account holds: "all of the customer's data", behind the known members.</summary>
    public static readonly (string Name, ProfileField Field)[] Further =
    [
        ("whatsAppId", ProfileField.WhatsAppId), ("salutation", ProfileField.Salutation), ("title", ProfileField.Title), ("vatid", ProfileField.VatId),
        ("address2", ProfileField.Address2), ("address3", ProfileField.Address3), ("telephone", ProfileField.Telephone), ("telefax", ProfileField.Telefax),
        ("website", ProfileField.Website), ("longitude", ProfileField.Longitude), ("latitude", ProfileField.Latitude), ("languageid", ProfileField.LanguageId),
    ];

    private static readonly (string Name, ProfileField Field)[] All =
        [.. Known, ("birthDate", ProfileField.BirthDate), ("sex", ProfileField.Sex), .. Further];

    /// <summary>Whether the wire carries the field as a number.</summary>
    public static bool IsNumber(ProfileField field) => field is ProfileField.Longitude or ProfileField.Latitude;

    /// <summary>Reads every field that is there into canonical text; null empties.</summary>
    /// <param name="nullEmpties">Whether null empties (an update) or is as good as absent (registration).</param>
    public static void Read(Sent sent, bool nullEmpties, Dictionary<ProfileField, string?> read, DateOnly today)
    {
        foreach (var (name, field) in All)
        {
            if (sent.Find(name) is not { } value) continue;
            if (value.ValueKind == JsonValueKind.Null)
            {
                if (nullEmpties) read[field] = null;
                continue;
            }

            var text = value.ValueKind == JsonValueKind.Number && IsNumber(field) ? value.GetRawText() : sent.Text(name);
            if (text is null) continue;
            if (ProfileFields.Parse(field, text, today).Is(out var canonical, out var failure) || failure is null) read[field] = canonical;
            else sent.Failures.Add(failure with { Field = name });
        }
    }
}
