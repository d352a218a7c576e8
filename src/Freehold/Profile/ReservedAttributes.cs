using System.Collections.Frozen;

namespace Freehold;

/// <summary>Names that no custom attribute has, since they mean something else: what is sent or imported under them is passed over (synerise.md 6.3).</summary>
public static class ReservedAttributes
{
    /// <summary>Tells whether the e-mail was verified; derived.</summary>
    public const string EmailConfirmed = "snrs_email_confirmed";

    private static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        EmailConfirmed,
        "email", "clientId", "phone", "customId", "uuid", "firstName", "lastName", "displayName", "company", "address", "city", "province", "zipCode",
        "countryCode", "birthDate", "sex", "avatarUrl", "anonymous", "agreements", "tags", "businessProfileId", "time", "ip", "source",
        "newsletter_agreement", "custom_identify", "firstname", "lastname", "created", "updated", "last_activity_date", "birthdate", "external_avatar_url",
        "displayname", "receive_smses", "receive_push_messages", "receive_webpush_messages", "receive_btooth_messages", "receive_rfid_messages",
        "receive_wifi_messages", "confirmation_hash", "ownerId", "anonymous_type", "country_id", "geo_loc_city", "geo_loc_country", "geo_loc_as",
        "geo_loc_country_code", "geo_loc_isp", "geo_loc_lat", "geo_loc_lon", "geo_loc_org", "geo_loc_query", "geo_loc_region", "geo_loc_region_name",
        "geo_loc_status", "geo_loc_timezone", "geo_loc_zip", "club_card_id", "type", "confirmed", "facebookId", "status");

    /// <summary>Whether a name is one of them.</summary>
    public static bool Contains(string name) => All.Contains(name);
}
