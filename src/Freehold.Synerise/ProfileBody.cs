using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>A profile as this wire carries it, to its customer and to the business side alike.</summary>
internal static class ProfileBody
{
    // Encoded once: the writer would look at each name, and encode it, for every answer.
    private static readonly (JsonEncodedText Text, ProfileField Field)[] Known = [.. NativeFields.Known.Select(known => (JsonEncodedText.Encode(known.Name), known.Field))];
    private static readonly (JsonEncodedText Text, ProfileField Field)[] Further = [.. NativeFields.Further.Select(further => (JsonEncodedText.Encode(further.Name), further.Field))];
    private static readonly (JsonEncodedText Text, Agreements Agreement)[] Written = [.. AgreementNames.Written.Select(written => (JsonEncodedText.Encode(written.Name), written.Agreement))];

    public static void Write(Utf8JsonWriter json, Account account)
    {
        json.WriteStartObject();
        json.WriteNumber(Name.ClientId, account.Id.Value);
        json.WriteString(Name.Email, account.Email);
        json.WriteString(Name.Phone, account.Phone);
        json.WriteString(Name.CustomId, account.CustomId);
        foreach (var (name, field) in Known) json.WriteString(name, account[field]);
        json.WriteString(Name.Uuid, account.Uuid);
        json.WriteString(Name.BirthDate, account[ProfileField.BirthDate]);
        json.WriteString(Name.Sex, account[ProfileField.Sex] ?? "NOT_SPECIFIED");

        // Deprecated: clients of today read the moment of creation here.
        json.WriteString(Name.LastActivityDate, account.CreatedAt.UtcDateTime);
        json.WriteBoolean(Name.Anonymous, !account.IsRecognized);
        json.WriteStartObject(Name.Agreements);
        foreach (var (name, agreement) in Written) json.WriteBoolean(name, (account.Agreements & agreement) != 0);
        json.WriteEndObject();
        WriteAttributes(json, account);
        json.WritePropertyName(Name.Tags);
        json.WriteRawValue(account.Tags ?? "[]", skipInputValidation: true);
        json.WriteStartArray(Name.PreviousClients);
        json.WriteEndArray();
        foreach (var (name, field) in Further)
        {
            json.WritePropertyName(name);
            if (account[field] is not { } text) json.WriteNullValue();
            else if (NativeFields.IsNumber(field)) json.WriteRawValue(text);
            else json.WriteStringValue(text);
        }

        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, Account account)
    {
        json.WritePropertyName(Name.Attributes);
        if (account.Attributes is { } stored)
        {
            // Stored is a JSON object that is never empty.
            json.WriteRawValue(string.Concat($"{{\"{ReservedAttributes.EmailConfirmed}\":", account.EmailVerified ? "true," : "false,", stored.AsSpan(1)), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteBoolean(ReservedAttributes.EmailConfirmed, account.EmailVerified);
        json.WriteEndObject();
    }

    private static class Name
    {
        public static readonly JsonEncodedText ClientId = JsonEncodedText.Encode("clientId");
        public static readonly JsonEncodedText Email = JsonEncodedText.Encode("email");
        public static readonly JsonEncodedText Phone = JsonEncodedText.Encode("phone");
        public static readonly JsonEncodedText CustomId = JsonEncodedText.Encode("customId");
        public static readonly JsonEncodedText Uuid = JsonEncodedText.Encode("uuid");
        public static readonly JsonEncodedText BirthDate = JsonEncodedText.Encode("birthDate");
        public static readonly JsonEncodedText Sex = JsonEncodedText.Encode("sex");
        public static readonly JsonEncodedText LastActivityDate = JsonEncodedText.Encode("lastActivityDate");
        public static readonly JsonEncodedText Anonymous = JsonEncodedText.Encode("anonymous");
        public static readonly JsonEncodedText Agreements = JsonEncodedText.Encode("agreements");
        public static readonly JsonEncodedText Tags = JsonEncodedText.Encode("tags");
        public static readonly JsonEncodedText PreviousClients = JsonEncodedText.Encode("previousClients");
        public static readonly JsonEncodedText Attributes = JsonEncodedText.Encode("attributes");
    }
}
