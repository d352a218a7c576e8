using System.Text.Json;

namespace Freehold.Synerise;

/// <summary>A profile as this wire carries it, to its customer and to the business side alike.</summary>
internal static class ProfileBody
{
    // Encoded once: the writer would look at each name, and encode it, for every answer.
    private static readonly (JsonEncodedText Name, ProfileField Field)[] Known = [.. NativeFields.Known.Select(known => (JsonEncodedText.Encode(known.Name), known.Field))];
    private static readonly (JsonEncodedText Name, ProfileField Field)[] Further = [.. NativeFields.Further.Select(further => (JsonEncodedText.Encode(further.Name), further.Field))];
    private static readonly (JsonEncodedText Name, Agreements Agreement)[] Written = [.. AgreementNames.Written.Select(written => (JsonEncodedText.Encode(written.Name), written.Agreement))];

    public static void Write(Utf8JsonWriter json, Account account)
    {
        json.WriteStartObject();
        json.WriteNumber("clientId"u8, account.Id.Value);
        json.WriteString("email"u8, account.Email);
        json.WriteString("phone"u8, account.Phone);
        json.WriteString("customId"u8, account.CustomId);
        foreach (var (name, field) in Known) json.WriteString(name, account[field]);
        json.WriteString("uuid"u8, account.Uuid);
        json.WriteString("birthDate"u8, account[ProfileField.BirthDate]);
        json.WriteString("sex"u8, account[ProfileField.Sex] ?? "NOT_SPECIFIED");

        // Deprecated: clients of today read the moment of creation here.
        json.WriteString("lastActivityDate"u8, account.CreatedAt.UtcDateTime);
        json.WriteBoolean("anonymous"u8, !account.IsRecognized);
        json.WriteStartObject("agreements"u8);
        foreach (var (name, agreement) in Written) json.WriteBoolean(name, (account.Agreements & agreement) != 0);
        json.WriteEndObject();
        WriteAttributes(json, account);
        json.WritePropertyName("tags"u8);
        json.WriteRawValue(account.Tags ?? "[]", skipInputValidation: true);
        json.WriteStartArray("previousClients"u8);
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
        json.WritePropertyName("attributes"u8);
        if (account.Attributes is { } stored)
        {
            // Stored is a JSON object that is never empty.
            json.WriteRawValue(string.Concat($"{{\"{AttributeNames.EmailConfirmed}\":", account.EmailVerified ? "true," : "false,", stored.AsSpan(1)), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteBoolean(AttributeNames.EmailConfirmed, account.EmailVerified);
        json.WriteEndObject();
    }
}
