using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>What the customer agreed to, and every record of how it came to be.</summary>
internal static class OwnAgreements
{
    private static readonly (string Name, Agreements Agreement)[] Names =
    [
        ("email", Agreements.Email), ("sms", Agreements.Sms), ("push", Agreements.Push), ("webPush", Agreements.WebPush),
        ("bluetooth", Agreements.Bluetooth), ("rfid", Agreements.Rfid), ("wifi", Agreements.Wifi),
    ];

    public static async Task ReadAsync(HttpContext http)
    {
        var asked = await AccountCaller.OfAsync(http);
        if (!asked.Is(out var caller, out var failure))
        {
            await AccountErrors.WriteAsync(http, failure);
            return;
        }

        if (await http.RequestServices.GetRequiredService<AgreementLedger>().ReadAsync(caller, http.RequestAborted) is not { } agreements)
        {
            await AccountErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
            return;
        }

        await AccountJson.WriteAsync(http, StatusCodes.Status200OK, agreements, static (json, told) =>
        {
            json.WriteStartObject("agreements"u8);
            foreach (var (name, agreement) in Names) json.WriteBoolean(name, told.Current.HasFlag(agreement));
            json.WriteEndObject();
            json.WriteStartArray("history"u8);
            foreach (var record in told.History)
            {
                json.WriteStartObject();
                json.WriteString("purpose"u8, record.Purpose);
                json.WriteBoolean("granted"u8, record.Granted);
                json.WriteString("at"u8, record.At.UtcDateTime);
                json.WriteString("source"u8, record.Source);
                json.WriteString("clientAddress"u8, record.ClientAddress);
                json.WriteString("textVersion"u8, record.TextVersion);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
