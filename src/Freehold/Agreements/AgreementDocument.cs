using System.Text.Json;

namespace Freehold;

/// <summary>Agreements and their ledger as our own documents show them.</summary>
public static class AgreementDocument
{
    /// <summary>Writes the member <c>agreements</c>: each purpose and whether it stands.</summary>
    public static void WriteCurrent(Utf8JsonWriter json, Agreements current)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject("agreements"u8);
        foreach (var agreement in AgreementQueries.Each) json.WriteBoolean(AgreementQueries.Purpose(agreement), current.HasFlag(agreement));
        json.WriteEndObject();
    }

    /// <summary>Writes the members of one record of the ledger.</summary>
    public static void WriteRecord(Utf8JsonWriter json, AgreementRecord record)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(record);
        json.WriteString("purpose"u8, record.Purpose);
        json.WriteBoolean("granted"u8, record.Granted);
        json.WriteString("at"u8, record.At.UtcDateTime);
        json.WriteString("source"u8, record.Source);
        json.WriteString("clientAddress"u8, record.ClientAddress);
        json.WriteString("textVersion"u8, record.TextVersion);
    }
}
