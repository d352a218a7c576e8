using System.Collections.Frozen;
using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>Custom attributes as the wire carries them.</summary>
internal static class AttributeNames
{
    /// <summary>Tells whether the e-mail was verified; derived, so it can only be read.</summary>
    public const string EmailConfirmed = "snrs_email_confirmed";

    // synerise.md 6.3: what a client sends under these names inside attributes is ignored without an error.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        EmailConfirmed,
        "email", "clientId", "phone", "customId", "uuid", "firstName", "lastName", "displayName", "company", "address", "city", "province", "zipCode",
        "countryCode", "birthDate", "sex", "avatarUrl", "anonymous", "agreements", "tags", "businessProfileId", "time", "ip", "source",
        "newsletter_agreement", "custom_identify", "firstname", "lastname", "created", "updated", "last_activity_date", "birthdate", "external_avatar_url",
        "displayname", "receive_smses", "receive_push_messages", "receive_webpush_messages", "receive_btooth_messages", "receive_rfid_messages",
        "receive_wifi_messages", "confirmation_hash", "ownerId", "anonymous_type", "country_id", "geo_loc_city", "geo_loc_country", "geo_loc_as",
        "geo_loc_country_code", "geo_loc_isp", "geo_loc_lat", "geo_loc_lon", "geo_loc_org", "geo_loc_query", "geo_loc_region", "geo_loc_region_name",
        "geo_loc_status", "geo_loc_timezone", "geo_loc_zip", "club_card_id", "type", "confirmed", "facebookId", "status");

    /// <summary>Reads the object <c>attributes</c> into raw JSON by name; null deletes.</summary>
    /// <param name="nullDeletes">Whether null deletes (an update) or is as good as absent (registration, sign-in).</param>
    public static void Read(JsonElement attributes, bool nullDeletes, Dictionary<string, string?> read, List<Failure> failures)
    {
        foreach (var member in attributes.EnumerateObject())
        {
            var name = member.Name;
            if (Reserved.Contains(name)) continue;
            if (CustomAttributes.Refusal(name, member.Value) is { } refusal) failures.Add(refusal);
            else if (member.Value.ValueKind != JsonValueKind.Null) read[name] = member.Value.GetRawText();
            else if (nullDeletes) read[name] = null;
        }
    }
}
