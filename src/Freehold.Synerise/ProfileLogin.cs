using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 26: tokens of the workspace's business side.</summary>
internal static class ProfileLogin
{
    public static async Task SignInAsync(HttpContext http)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var apiKey = sent.Needed("apiKey");
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else if (!Credentials.KeyMatches(apiKey, http.RequestServices.GetRequiredService<FreeholdOptions>().Workspace.BusinessApiKey))
            await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongCredentials, "apiKey"));
        else await RefreshAsync(http);
    }

    public static async Task RefreshAsync(HttpContext http) =>
        await TokenBody.WriteAloneAsync(http, await http.RequestServices.GetRequiredService<SignIns>().BusinessAsync(http.RequestAborted));
}
