using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Calls 1 to 4: tokens of visitors and customers.</summary>
internal static class ClientLogin
{
    /// <summary>Call 1: a token for a visitor.</summary>
    public static async Task AnonymousAsync(HttpContext http)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var apiKey = sent.Needed("apiKey");
        var uuid = sent.Parsed("uuid", IdentifierText.Parse);
        _ = sent.Text("deviceId");
        if (await WorkspaceKey.RefusedAsync(http, sent, apiKey, workspace => workspace.ProfileApiKey)) return;

        await TokenBody.WriteAsync(http, await http.RequestServices.GetRequiredService<SignIns>().AnonymousAsync(uuid, http.RequestAborted));
    }

    /// <summary>Call 2: signs in; through an identity provider it makes the account at the first time.</summary>
    public static async Task SignInAsync(HttpContext http)
    {
        var wanted = await SentSignIn.ReadAsync(http, creates: true);
        if (wanted is null) return;

        var signedIn = await SignInAsync(http, wanted);
        if (signedIn.Is(out var token, out var failure)) await TokenBody.WriteAsync(http, token);
        else await SyneriseErrors.WriteAsync(http, failure);
    }

    /// <summary>Call 3: signs in, but tells a refusal as a status, any other than <c>UNAUTHORIZED</c> only after the right password; it never makes an account.</summary>
    public static async Task ConditionalAsync(HttpContext http)
    {
        var wanted = await SentSignIn.ReadAsync(http, creates: false);
        if (wanted is null) return;

        var signedIn = await SignInAsync(http, wanted);
        if (signedIn.Is(out var token, out var failure)) await TokenBody.WriteConditionalAsync(http, "SUCCESS", token);
        else if (StatusOf(failure.Code) is { } status) await TokenBody.WriteConditionalAsync(http, status, null);
        else await SyneriseErrors.WriteAsync(http, failure);
    }

    /// <summary>Call 4: a new token while the current one is still good.</summary>
    public static async Task RefreshAsync(HttpContext http, AccessToken token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        if (await WorkspaceKey.RefusedAsync(http, sent, sent.Needed("apiKey"), workspace => workspace.ProfileApiKey)) return;
        await RefreshWithoutKeyAsync(http, token);
    }

    /// <summary>Call 4 in its first version: a GET without a body, so without a key.</summary>
    public static async Task RefreshWithoutKeyAsync(HttpContext http, AccessToken token)
    {
        var refreshed = await http.RequestServices.GetRequiredService<SignIns>().RefreshAsync(token, ClientOrigin.Of(http, "synerise/refresh"), http.RequestAborted);
        if (refreshed.Is(out var issued, out var failure)) await TokenBody.WriteAsync(http, issued);
        else await SyneriseErrors.WriteAsync(http, failure);
    }

    private static async Task<Result<IssuedToken>> SignInAsync(HttpContext http, SentSignIn wanted)
    {
        var origin = ClientOrigin.OfSignIn(http, "synerise/login");
        if (wanted.ByProvider is { } byProvider)
        {
            var byToken = await http.RequestServices.GetRequiredService<ProviderSignIns>().SignInAsync(byProvider, origin, http.RequestAborted);
            return byToken.Failure is { Code: FailureCode.WrongCredentials } rejected ? rejected with { Field = "identityProviderToken" } : byToken;
        }

        var signedIn = await http.RequestServices.GetRequiredService<SignIns>().WithPasswordAsync(wanted.ByPassword!, origin, http.RequestAborted);
        DeviceCookie.Write(http, signedIn.Is(out var token, out var failure) ? token.Device : failure.Device);
        return signedIn;
    }

    private static string? StatusOf(FailureCode code) => code switch
    {
        FailureCode.WrongCredentials => "UNAUTHORIZED",
        FailureCode.NotActivated => "ACTIVATION_REQUIRED",
        FailureCode.DeviceNotConfirmed => "APPROVAL_REQUIRED",
        FailureCode.NotFound => "REGISTRATION_REQUIRED",
        _ => null,
    };
}
