using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 28: the newer list, whose items have older names.</summary>
internal static class CrmList
{
    private const int UsualInPage = 25;

    public static async Task PageAsync(HttpContext http)
    {
        var failures = new List<Failure>();
        var (query, single) = Read(http, failures);
        if (failures.Count > 0)
        {
            await SyneriseErrors.WriteAsync(http, failures);
            return;
        }

        var directory = http.RequestServices.GetRequiredService<ProfileDirectory>();
        var answer = await directory.ListCountedAsync(query, http.RequestAborted);
        if (single is not null) answer = await OnlyAsync(directory, single, query, answer.All, http.RequestAborted);
        await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, (answer, query), Write);
    }

    /// <summary>The answer of a search for what only one profile can have.</summary>
    private static async Task<DirectoryAnswer> OnlyAsync(ProfileDirectory directory, ProfileKey key, DirectoryQuery query, long all, CancellationToken ct)
    {
        var found = await directory.FindAsync(key, ct);
        if (found is null || (query.Recognized is { } recognized && recognized != found.IsRecognized)) return new DirectoryAnswer([], all, 0);
        return new DirectoryAnswer(query.Offset == 0 ? [found] : [], all, 1);
    }

    private static (DirectoryQuery Query, ProfileKey? Single) Read(HttpContext http, List<Failure> failures)
    {
        var sent = http.Request.Query;
        var limit = ClientList.Number(sent, "limit", UsualInPage, 1, ClientList.MostInPage, failures);
        var offset = ClientList.Number(sent, "offset", 0, 0, int.MaxValue, failures);
        var recognized = sent["recognized"] is [{ Length: > 0 } kind, ..] ? kind.ToUpperInvariant() : "NONE";
        if (recognized is not ("TRUE" or "RECOGNIZED" or "FALSE" or "ANONYMOUS" or "NONE")) failures.Add(new Failure(FailureCode.OutOfRange, "recognized") { Rejected = recognized });

        var (sort, descending) = Sort(sent, failures);
        var beginnings = new Dictionary<DirectoryField, string>();
        ProfileKey? single = null;
        string? anywhere = null;
        if (sent["search"] is [{ } search, ..] && search.Trim() is { Length: > 0 } text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon > 0 ? (text[..colon].Trim(), text[(colon + 1)..].Trim()) : ("", text);
            if (text.Contains('\0', StringComparison.Ordinal)) failures.Add(new Failure(FailureCode.Malformed, "search") { Rejected = text });
            if (colon > 0 && value.Length > 0 && ClientList.FieldOf(name) is { } field and not DirectoryField.Created) beginnings[field] = value;
            else if (colon > 0 && value.Length > 0 && Single(name, value) is { } key) single = key;
            else anywhere = text;
        }

        var query = new DirectoryQuery
        {
            Sort = sort,
            Descending = descending,
            Offset = offset,
            Limit = limit,
            Recognized = recognized switch { "TRUE" or "RECOGNIZED" => true, "FALSE" or "ANONYMOUS" => false, _ => null },
            Beginnings = beginnings,
            Anywhere = anywhere,
        };
        return (query, single);
    }

    private static (DirectoryField Sort, bool Descending) Sort(IQueryCollection sent, List<Failure> failures)
    {
        if (sent["sortBy"] is not [{ Length: > 0 } text, ..]) return (DirectoryField.Created, false);
        var parts = text.Split(':');
        var order = parts.Length > 1 ? parts[1].ToUpperInvariant() : "ASC";
        if (parts.Length <= 2 && order is "ASC" or "DESC" && ClientList.FieldOf(parts[0]) is { } field) return (field, order == "DESC");
        failures.Add(new Failure(FailureCode.OutOfRange, "sortBy") { Rejected = text });
        return (DirectoryField.Created, false);
    }

    private static ProfileKey? Single(string name, string value) => name switch
    {
        "customId" or "custom_identify" => new ProfileKey.CustomId(value),
        "uuid" => new ProfileKey.Uuid(value),
        "id" or "clientId" when long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) => new ProfileKey.Id(new CustomerId(id)),
        _ => null,
    };

    private static void Write(Utf8JsonWriter json, (DirectoryAnswer Answer, DirectoryQuery Query) page)
    {
        json.WriteStartObject();
        json.WriteStartArray("customers"u8);
        foreach (var profile in page.Answer.Profiles) Write(json, profile);
        json.WriteEndArray();
        json.WriteNumber("all"u8, page.Answer.All);
        json.WriteNumber("limit"u8, page.Query.Limit);
        json.WriteNumber("offset"u8, page.Query.Offset);
        json.WriteNumber("matching"u8, page.Answer.Matching);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Account profile)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, profile.Id.Value);
        json.WriteString("uuid"u8, profile.Uuid);
        json.WriteString("email"u8, profile.Email);
        json.WriteString("phone"u8, profile.Phone);
        json.WriteString("custom_identify"u8, profile.CustomId);
        json.WriteString("firstname"u8, profile[ProfileField.FirstName]);
        json.WriteString("lastname"u8, profile[ProfileField.LastName]);
        json.WriteString("displayname"u8, profile[ProfileField.Label]);
        json.WriteString("company"u8, profile[ProfileField.Company]);
        json.WriteString("address"u8, profile[ProfileField.Address1]);
        json.WriteString("city"u8, profile[ProfileField.City]);
        json.WriteString("province"u8, profile[ProfileField.State]);
        json.WriteString("zipCode"u8, profile[ProfileField.Postal]);
        json.WriteString("countryCode"u8, profile[ProfileField.CountryId]);
        json.WriteString("birthdate"u8, profile[ProfileField.BirthDate]);
        json.WriteString("sex"u8, profile[ProfileField.Sex] ?? "NOT_SPECIFIED");
        json.WriteString("external_avatar_url"u8, profile[ProfileField.AvatarUrl]);
        json.WriteBoolean("anonymous"u8, !profile.IsRecognized);
        json.WriteString("created"u8, profile.CreatedAt.UtcDateTime);
        json.WriteString("updated"u8, profile.ChangedAt.UtcDateTime);
        json.WriteString("last_activity_date"u8, profile.CreatedAt.UtcDateTime);
        json.WriteNull("deletedAt"u8);
        json.WriteEndObject();
    }
}
