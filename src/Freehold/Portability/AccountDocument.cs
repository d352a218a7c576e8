using System.Text.Encodings.Web;
using System.Text.Json;

namespace Freehold;

/// <summary>The one JSON document that holds everything of an account, in names that an import reads too.</summary>
internal static class AccountDocument
{
    /// <summary>The form of the document; rises when a member changes its meaning.</summary>
    public const string Format = "freehold-account/1";

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(AccountCopy copy, DateTimeOffset now)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format"u8, Format);
            json.WriteString("exportedAt"u8, now.UtcDateTime);
            WriteAccount(json, copy);
            Each(json, "agreementRecords", copy.Agreements, AgreementDocument.WriteRecord);
            Each(json, "addresses", copy.Addresses, WriteAddress);
            Each(json, "properties", copy.Properties, WriteProperty);
            Each(json, "lists", copy.Lists, WriteListEntry);
            Each(json, "groups", copy.Groups, WriteGroup);
            Each(json, "orders", copy.Orders, WriteOrder);
            Each(json, "events", copy.Events, WriteEvent);
            Each(json, "signIns", copy.SignIns, WriteSignIn);
            Each(json, "sessions", copy.Sessions, WriteSession);
            Each(json, "devices", copy.Devices, WriteDevice);
            Each(json, "confirmations", copy.Confirmations, WriteConfirmation);
            Each(json, "messages", copy.Messages, WriteMessage);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteAccount(Utf8JsonWriter json, AccountCopy copy)
    {
        var account = copy.Account;
        json.WriteNumber("id"u8, account.Id.Value);
        json.WriteBoolean("account"u8, account.Registered);
        json.WriteString("standing"u8, account.Standing switch { Standing.Disabled or Standing.DisabledWaiting => "disabled", Standing.Leaving => "leaving", Standing.Waiting => "waiting", _ => "active" });
        json.WriteString("createdAt"u8, account.CreatedAt.UtcDateTime);
        json.WriteString("changedAt"u8, account.ChangedAt.UtcDateTime);
        json.WriteString("email"u8, account.Email);
        json.WriteBoolean("emailVerified"u8, account.EmailVerified);
        json.WriteString("verifiedEmail"u8, account.VerifiedEmail);
        json.WriteString("code"u8, account.OwnCode);
        json.WriteString("customId"u8, account.CustomId);
        json.WriteString("uuid"u8, account.Uuid);
        json.WriteString("phone"u8, account.Phone);
        json.WriteBoolean("phoneVerified"u8, account.PhoneProved);
        for (var field = 0; field < ProfileFields.Count; field++) json.WriteString(ProfileFields.Name((ProfileField)field), account[(ProfileField)field]);
        AgreementDocument.WriteCurrent(json, account.Agreements);
        Raw(json, "attributes", account.Attributes ?? "{}");
        Raw(json, "tags", account.Tags ?? "[]");
        WriteMoment(json, "passwordSetAt", copy.PasswordSetAt);
        Each(json, "identifiers", copy.Identifiers, static (json, identifier) =>
        {
            json.WriteString("kind"u8, identifier.Kind);
            json.WriteString("value"u8, identifier.Value);
        });
    }

    private static void WriteAddress(Utf8JsonWriter json, Address address)
    {
        json.WriteNumber("id"u8, address.Id);
        json.WriteString("email"u8, address.Email);
        foreach (var field in Address.Fields) json.WriteString(ProfileFields.Name(field), address[field]);
    }

    private static void WriteProperty(Utf8JsonWriter json, CustomerProperty property)
    {
        json.WriteNumber("id"u8, property.Id);
        json.WriteString("type"u8, property.Type);
        json.WriteString("language"u8, property.Language);
        json.WriteString("value"u8, property.Value);
    }

    private static void WriteListEntry(Utf8JsonWriter json, ListEntry entry)
    {
        json.WriteNumber("id"u8, entry.Id);
        json.WriteString("domain"u8, entry.Domain);
        json.WriteString("type"u8, entry.Type);
        json.WriteString("refId"u8, entry.RefId);
        json.WriteString("start"u8, entry.Start);
        json.WriteString("end"u8, entry.End);
        Raw(json, "config", entry.Config ?? "{}");
        json.WriteNumber("position"u8, entry.Position);
        json.WriteNumber("status"u8, entry.Status);
    }

    private static void WriteGroup(Utf8JsonWriter json, Membership membership)
    {
        json.WriteString("id"u8, membership.GroupId);
        json.WriteString("code"u8, membership.Code);
        json.WriteString("label"u8, membership.Label);
    }

    private static void WriteOrder(Utf8JsonWriter json, Order order)
    {
        json.WriteString("id"u8, order.Id);
        json.WriteString("placedAt"u8, order.PlacedAt.UtcDateTime);
        Raw(json, "document", order.Document);
    }

    private static void WriteEvent(Utf8JsonWriter json, RecordedEvent happened)
    {
        json.WriteNumber("id"u8, happened.Id);
        json.WriteString("at"u8, happened.At.UtcDateTime);
        json.WriteString("action"u8, happened.Action);
        json.WriteString("label"u8, happened.Label);
        Raw(json, "params", happened.Parameters ?? "{}");
    }

    private static void WriteSignIn(Utf8JsonWriter json, CopiedSignIn signIn)
    {
        json.WriteString("method"u8, signIn.Method);
        json.WriteString("issuer"u8, signIn.Issuer);
        json.WriteString("subject"u8, signIn.Subject);
        json.WriteString("linkedAt"u8, signIn.LinkedAt.UtcDateTime);
    }

    private static void WriteSession(Utf8JsonWriter json, CopiedSession session)
    {
        json.WriteString("method"u8, session.Method);
        json.WriteString("begunAt"u8, session.BegunAt.UtcDateTime);
        json.WriteString("seenAt"u8, session.SeenAt.UtcDateTime);
        json.WriteString("expiresAt"u8, session.ExpiresAt.UtcDateTime);
        json.WriteString("clientAddress"u8, session.ClientAddress);
    }

    private static void WriteDevice(Utf8JsonWriter json, DeviceEntry device)
    {
        json.WriteString("type"u8, device.Told.Type);
        json.WriteString("manufacturer"u8, device.Told.Manufacturer);
        json.WriteString("model"u8, device.Told.Model);
        json.WriteString("osVersion"u8, device.Told.OsVersion);
        json.WriteString("linkedAt"u8, device.LinkedAt.UtcDateTime);
        json.WriteString("seenAt"u8, device.SeenAt.UtcDateTime);
    }

    private static void WriteConfirmation(Utf8JsonWriter json, CopiedConfirmation confirmation)
    {
        json.WriteString("purpose"u8, confirmation.Purpose);
        json.WriteString("target"u8, confirmation.Target);
        Raw(json, "before", confirmation.Before ?? "null");
        json.WriteString("expiresAt"u8, confirmation.ExpiresAt.UtcDateTime);
    }

    private static void WriteMessage(Utf8JsonWriter json, CopiedMessage message)
    {
        json.WriteString("channel"u8, message.Channel);
        json.WriteString("recipient"u8, message.Recipient);
        json.WriteString("template"u8, message.Template);
        json.WriteString("createdAt"u8, message.CreatedAt.UtcDateTime);
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } at) json.WriteString(name, at.UtcDateTime);
        else json.WriteNull(name);
    }

    private static void Raw(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value);
    }

    private static void Each<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> entries, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            members(json, entry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
