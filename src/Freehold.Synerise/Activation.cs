using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 6 to 9: proving the registered mailbox. No answer tells whether there is such an account.</summary>
internal static class Activation
{
    /// <summary>Call 6: mails the link again.</summary>
    public static async Task RequestLinkAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var email = sent.NeededAs("email", EmailAddress.Parse);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Operations(http).RequestLinkAsync(email!, Asking(http, token), http.RequestAborted));
    }

    /// <summary>Call 7: the token of the mailed link; a <c>password</c> beside it shows that it is the registered customer who confirms.</summary>
    public static async Task ConfirmLinkAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var text = sent.Needed("token");
        var password = sent.Text("password");
        var device = SentDevice(sent, token);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else if (LinkToken.Parse(text) is not { } link) await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongCode, "token"));
        else await SyneriseErrors.AnswerAsync(http, await Operations(http).ConfirmLinkAsync(link, password, device, Origin(http), http.RequestAborted), "token");
    }

    /// <summary>Call 8: mails a new PIN for this device.</summary>
    public static async Task RequestPinAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var email = sent.NeededAs("email", EmailAddress.Parse);
        var device = SentDevice(sent, token);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Operations(http).RequestPinAsync(email!, device, Asking(http, token), http.RequestAborted));
    }

    /// <summary>Call 9: the mailed PIN, from the device that asked for it.</summary>
    public static async Task ConfirmPinAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var pin = sent.Needed("pinCode");
        var email = sent.NeededAs("email", EmailAddress.Parse);
        var device = SentDevice(sent, token);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Operations(http).ConfirmPinAsync(email!, pin!, device, Origin(http), http.RequestAborted), "pinCode");
    }

    /// <summary>What a call says of its device; the visitor's token knows the uuid where the body does not.</summary>
    public static Device SentDevice(Sent sent, AccessToken? token) =>
        new(sent.Parsed("uuid", IdentifierText.Parse) ?? token?.Uuid, sent.Parsed("deviceId", IdentifierText.Parse));

    private static Origin Origin(HttpContext http) => ClientOrigin.Of(http, "synerise/activation");

    private static Origin Asking(HttpContext http, AccessToken? token) => ClientOrigin.OfAsking(http, token, "synerise/activation");

    private static Activations Operations(HttpContext http) => http.RequestServices.GetRequiredService<Activations>();
}
