using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 16 to 18: the own password.</summary>
internal static class Passwords
{
    public static async Task ChangeAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var old = sent.Needed("oldPassword");
        var password = sent.Needed("password");
        _ = sent.Text("uuid");
        _ = sent.Text("deviceId");
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<PasswordChanges>().ChangeAsync(caller, old!, password!, http.RequestAborted));
    }

    /// <summary>The answer is the same whether or not there is such an account.</summary>
    public static async Task RequestResetAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var email = sent.NeededAs("email", EmailAddress.Parse);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<PasswordChanges>().RequestResetAsync(email!.Text, ClientOrigin.OfAsking(http, token, "synerise/password-reset"), http.RequestAborted));
    }

    public static async Task ConfirmResetAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var text = sent.Needed("token");
        var password = sent.Needed("password");
        var device = Activation.SentDevice(sent, token);
        if (sent.Failures.Count > 0)
        {
            await SyneriseErrors.WriteAsync(http, sent.Failures);
            return;
        }

        Result<Done> done = FailureCode.WrongCode;
        if (LinkToken.Parse(text) is { } link)
        {
            // Whoever calls shows nothing but the mailbox: a proof from outside.
            var holder = new LinkHolder(Caller: null, CurrentPassword: null, password, ClientOrigin.OfSignIn(http, "synerise/password-reset")) { DeviceId = device.DeviceId };
            done = await http.RequestServices.GetRequiredService<MailboxProofs>().SetPasswordAsync(link, holder, http.RequestAborted);
        }

        await SyneriseErrors.AnswerAsync(http, done, "token");
    }
}
