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
        else await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, account, ProfileBody.Write);
    }

    public static async Task UpdateAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var profiles = http.RequestServices.GetRequiredService<Profiles>();
        var change = SentProfile.ForUpdate(sent, http.RequestServices.GetRequiredService<TimeProvider>().Today());
        if (sent.Failures.Count > 0)
        {
            var refusals = await profiles.RefusalsAsync(caller, change, http.RequestAborted);
            await SyneriseErrors.WriteAsync(http, refusals is [{ Code: FailureCode.NotSignedIn }] ? refusals : [.. sent.Failures, .. refusals]);
            return;
        }

        var updated = await profiles.UpdateAsync(caller, change, http.RequestAborted);
        await SyneriseErrors.AnswerAsync(http, updated);
    }
}
