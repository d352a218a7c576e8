using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>What the customer agreed to, and every record of how it came to be.</summary>
internal static class OwnAgreements
{
    public static async Task ReadAsync(HttpContext http, Caller caller)
    {
        if (await http.RequestServices.GetRequiredService<AgreementLedger>().ReadAsync(caller, http.RequestAborted) is not { } agreements)
        {
            await AccountErrors.WriteAsync(http, new Failure(FailureCode.NotSignedIn));
            return;
        }

        await AccountJson.WriteAsync(http, StatusCodes.Status200OK, agreements, static (json, told) =>
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
}
