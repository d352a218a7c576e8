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

    private static void Write(Utf8JsonWriter json, Account account)
    {
        json.WriteStartObject();
        json.WriteNumber("clientId"u8, account.Id.Value);
        json.WriteString("email"u8, account.Email);
        json.WriteEndObject();
    }
}
