using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 12 and 13: the own e-mail.</summary>
internal static class EmailChange
{
    public static async Task RequestAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var changes = http.RequestServices.GetRequiredService<EmailChanges>();
        var email = sent.NeededAs("email", EmailAddress.Parse);
        var shown = IdentityTokens.Find(sent, "externalToken");
        var password = shown is null ? sent.Needed("password") : null;
        _ = sent.Parsed("uuid", IdentifierText.Parse);
        _ = sent.Text("deviceId");
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await (shown is null ? changes.RequestAsync(caller, email!, password!, http.RequestAborted) : changes.RequestAsync(caller, email!, shown, http.RequestAborted)));
    }

    public static async Task ConfirmAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var token = sent.Needed("token");
        var newsletter = sent.Flag("newsletterAgreement");
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<EmailChanges>().ConfirmAsync(caller, token!, newsletter, http.RequestAborted), "token");
    }
}
