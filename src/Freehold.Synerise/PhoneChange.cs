using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 14 and 15: the own phone. Their documented examples set no content type, so the body is read as JSON whatever curl calls it.</summary>
internal static class PhoneChange
{
    public static async Task RequestAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadOfAnyTypeAsync(http);
        if (sent is null) return;

        var phone = ReadPhone(http, sent);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<PhoneChanges>().RequestAsync(caller, phone!, http.RequestAborted));
    }

    public static async Task ConfirmAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadOfAnyTypeAsync(http);
        if (sent is null) return;

        var phone = ReadPhone(http, sent);
        var code = sent.Needed("confirmationCode");
        _ = sent.Text("deviceId");
        var sms = sent.Flag("smsAgreement");
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<PhoneChanges>().ConfirmAsync(caller, phone!, code!, sms, http.RequestAborted), "confirmationCode");
    }

    private static Phone? ReadPhone(HttpContext http, Sent sent)
    {
        var country = http.RequestServices.GetRequiredService<FreeholdOptions>().DefaultPhoneCountry;
        return sent.NeededAs("phone", (text, field) => Phone.Parse(text, field, country));
    }
}
