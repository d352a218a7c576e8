using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 25: the customer signs out. Both actions of the published clients end the session; what they drop on the device is theirs.</summary>
internal static class Logout
{
    public static async Task SignOutAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadIfAnyAsync(http);
        if (sent is null) return;

        var action = sent.Text("action");
        if (action is not (null or "SIGN_OUT" or "SIGN_OUT_WITH_SESSION_DESTROY")) sent.Failures.Add(new Failure(FailureCode.OutOfRange, "action") { Rejected = action });
        var everywhere = sent.Flag("fromAllDevices") ?? false;
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<SignIns>().SignOutAsync(caller, everywhere, http.RequestAborted));
    }
}
