using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 19: the customer deletes the own account by its password.</summary>
internal static class AccountDeletion
{
    public static async Task DeleteAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var password = sent.Needed("password");
        _ = sent.Text("uuid");
        _ = sent.Text("deviceId");
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<Deletions>().DeleteAsync(caller, new DeletionProof.Password(password!), http.RequestAborted));
    }
}
