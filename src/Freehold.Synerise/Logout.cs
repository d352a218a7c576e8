using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 25: the customer signs out. Both actions end the session, by the names of the published clients or by those of call 29; what they drop on the device is theirs.</summary>
internal static class Logout
{
    private static readonly string[] Actions = ["SIGN_OUT", "SIGN_OUT_WITH_SESSION_DESTROY", "LOGOUT", "LOGOUT_WITH_SESSION_CLEARING"];

    public static async Task SignOutAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadIfAnyAsync(http);
        if (sent is null) return;

        var action = sent.Text("action");
        if (action is not null && !Actions.Contains(action)) sent.Failures.Add(new Failure(FailureCode.OutOfRange, "action") { Rejected = action });
        var everywhere = sent.Flag("fromAllDevices") ?? false;
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<SignIns>().SignOutAsync(caller, everywhere, http.RequestAborted));
    }
}
