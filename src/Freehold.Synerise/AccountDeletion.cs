using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 19 to 22: the customer deletes the own account, each by the proof of its own way to sign in.</summary>
internal static class AccountDeletion
{
    public static async Task DeleteAsync(HttpContext http, Caller caller)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var password = sent.Needed("password");
        _ = sent.Text("uuid");
        _ = sent.Text("deviceId");
        await AnswerAsync(http, caller, sent, new DeletionProof.Password(password!));
    }

    /// <summary>Call 20.</summary>
    public static Task DeleteOAuthAsync(HttpContext http, Caller caller) => DeleteAsync(http, caller, "OAUTH", "accessToken");

    /// <summary>Call 21.</summary>
    public static Task DeleteFacebookAsync(HttpContext http, Caller caller) => DeleteAsync(http, caller, "FACEBOOK", "facebookToken");

    /// <summary>Call 22.</summary>
    public static Task DeleteAppleAsync(HttpContext http, Caller caller) => DeleteAsync(http, caller, "APPLE", "identityToken");

    /// <summary>As call 22: the contract names no call for accounts of Google.</summary>
    public static Task DeleteGoogleAsync(HttpContext http, Caller caller) => DeleteAsync(http, caller, "GOOGLE", "identityToken");

    private static async Task DeleteAsync(HttpContext http, Caller caller, string method, string tokenName)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var token = sent.Find("identityProviderToken") is null ? sent.Needed(tokenName) : sent.Needed("identityProviderToken");
        _ = sent.Text("uuid");
        await AnswerAsync(http, caller, sent, new DeletionProof.Provider(new IdentityToken(method, token!)));
    }

    private static async Task AnswerAsync(HttpContext http, Caller caller, Sent sent, DeletionProof proof)
    {
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await http.RequestServices.GetRequiredService<Deletions>().DeleteAsync(caller, proof, http.RequestAborted));
    }
}
