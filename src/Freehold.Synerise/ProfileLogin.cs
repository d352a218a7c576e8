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

        if (await WorkspaceKey.RefusedAsync(http, sent, sent.Needed("apiKey"), workspace => workspace.BusinessApiKey)) return;
        await RefreshAsync(http);
    }

    public static async Task RefreshAsync(HttpContext http) =>
        await TokenBody.WriteAloneAsync(http, await http.RequestServices.GetRequiredService<SignIns>().BusinessAsync(http.RequestAborted));
}
