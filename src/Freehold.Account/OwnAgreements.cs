using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>What the customer agreed to, and every record of how it came to be.</summary>
internal static class OwnAgreements
{
    public static async Task ReadAsync(HttpContext http, Caller caller) =>
        await AccountJson.AnswerAsync(http, await http.RequestServices.GetRequiredService<AgreementLedger>().ReadAsync(caller, http.RequestAborted), static (json, told) =>
        {
            AgreementDocument.WriteCurrent(json, told.Current);
            json.WriteStartArray("history"u8);
            foreach (var record in told.History)
            {
                json.WriteStartObject();
                AgreementDocument.WriteRecord(json, record);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
