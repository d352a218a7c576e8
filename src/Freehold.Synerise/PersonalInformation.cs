using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 10 and 11: the customer's own data.</summary>
internal static class PersonalInformation
{
    public static async Task ReadAsync(HttpContext http, Caller caller)
    {
        var account = await http.RequestServices.GetRequiredService<Profiles>().ReadAsync(caller, http.RequestAborted);
        if (account is null) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
        else await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, account, Write);
    }

    public static async Task UpdateAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var profiles = http.RequestServices.GetRequiredService<Profiles>();
        var change = SentProfile.ForUpdate(sent, DateOnly.FromDateTime(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        if (sent.Failures.Count > 0)
        {
            var refusals = await profiles.RefusalsAsync(caller, change, http.RequestAborted);
            await SyneriseErrors.WriteAsync(http, refusals is [{ Code: FailureCode.NotSignedIn }] ? refusals : [.. sent.Failures, .. refusals]);
            return;
        }

        var updated = await profiles.UpdateAsync(caller, change, http.RequestAborted);
        await SyneriseErrors.AnswerAsync(http, updated);
    }

    private static void Write(Utf8JsonWriter json, Account account)
    {
        json.WriteStartObject();
        json.WriteNumber("clientId"u8, account.Id.Value);
        json.WriteString("email"u8, account.Email);
        json.WriteString("phone"u8, account.Phone);
        json.WriteString("customId"u8, account.CustomId);
        foreach (var (name, field) in NativeFields.Known) json.WriteString(name, account[field]);
        json.WriteString("uuid"u8, account.Uuid);
        json.WriteString("birthDate"u8, account[ProfileField.BirthDate]);
        json.WriteString("sex"u8, account[ProfileField.Sex] ?? "NOT_SPECIFIED");

        // Deprecated: clients of today read the moment of creation here.
        json.WriteString("lastActivityDate"u8, account.CreatedAt.UtcDateTime);
        json.WriteBoolean("anonymous"u8, false);
        json.WriteStartObject("agreements"u8);
        foreach (var (name, agreement) in AgreementNames.Written) json.WriteBoolean(name, account.Agreements.HasFlag(agreement));
        json.WriteEndObject();
        WriteAttributes(json, account);
        json.WritePropertyName("tags"u8);
        json.WriteRawValue(account.Tags ?? "[]", skipInputValidation: true);
        json.WriteStartArray("previousClients"u8);
        json.WriteEndArray();
        foreach (var (name, field) in NativeFields.Further)
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
