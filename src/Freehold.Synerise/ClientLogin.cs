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
        if (await RefusedAsync(http, sent, apiKey)) return;

        await TokenBody.WriteAsync(http, await http.RequestServices.GetRequiredService<SignIns>().AnonymousAsync(uuid, http.RequestAborted));
    }

    /// <summary>Call 2: signs in.</summary>
    public static async Task SignInAsync(HttpContext http)
    {
        var wanted = await ReadAsync(http);
        if (wanted is null) return;

        var signedIn = await SignInAsync(http, wanted);
        if (signedIn.Is(out var token, out var failure)) await TokenBody.WriteAsync(http, token);
        else await SyneriseErrors.WriteAsync(http, failure);
    }

    /// <summary>Call 3: signs in, but tells a refusal as a status; any other than <c>UNAUTHORIZED</c> only after the right password.</summary>
    public static async Task ConditionalAsync(HttpContext http)
    {
        var wanted = await ReadAsync(http);
        if (wanted is null) return;

        var signedIn = await SignInAsync(http, wanted);
        if (signedIn.Is(out var token, out var failure)) await TokenBody.WriteConditionalAsync(http, "SUCCESS", token);
        else if (failure.Code == FailureCode.WrongCredentials) await TokenBody.WriteConditionalAsync(http, "UNAUTHORIZED", null);
        else if (failure.Code == FailureCode.NotActivated) await TokenBody.WriteConditionalAsync(http, "ACTIVATION_REQUIRED", null);
        else await SyneriseErrors.WriteAsync(http, failure);
    }

    /// <summary>Call 4: a new token while the current one is still good.</summary>
    public static async Task RefreshAsync(HttpContext http, AccessToken token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        if (await RefusedAsync(http, sent, sent.Needed("apiKey"))) return;
        await RefreshWithoutKeyAsync(http, token);
    }

    /// <summary>Call 4 in its first version: a GET without a body, so without a key.</summary>
    public static async Task RefreshWithoutKeyAsync(HttpContext http, AccessToken token)
    {
        var refreshed = await http.RequestServices.GetRequiredService<SignIns>().RefreshAsync(token, ClientOrigin.Of(http, "synerise/refresh"), http.RequestAborted);
        if (refreshed.Is(out var issued, out var failure)) await TokenBody.WriteAsync(http, issued);
        else await SyneriseErrors.WriteAsync(http, failure);
    }

    private static async Task<Result<IssuedToken>> SignInAsync(HttpContext http, PasswordSignIn wanted)
    {
        var signedIn = await http.RequestServices.GetRequiredService<SignIns>().WithPasswordAsync(wanted, ClientOrigin.OfSignIn(http, "synerise/login"), http.RequestAborted);
        if (signedIn.Is(out var token, out _)) DeviceCookie.Write(http, token.Device);
        return signedIn;
    }

    /// <summary>What the customer signs in with; null when the request was refused and has been answered.</summary>
    private static async Task<PasswordSignIn?> ReadAsync(HttpContext http)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return null;

        var apiKey = sent.Needed("apiKey");
        var provider = Provider(http, sent);
        var isOwn = provider is null or SignIns.PasswordMethod;
        var email = sent.Text("email");
        var customId = sent.Text("customId");
        if (isOwn && email is null && customId is null && sent.Failures.TrueForAll(failure => failure.Field is not ("email" or "customId"))) sent.Failures.Add(new Failure(FailureCode.Required, "email"));
        var password = isOwn ? sent.Needed("password") : null;
        if (!isOwn) _ = sent.Needed("identityProviderToken");
        var uuid = sent.Parsed("uuid", IdentifierText.Parse);
        _ = sent.Text("deviceId");
        var profile = SentProfile.ForSignIn(sent);
        if (await RefusedAsync(http, sent, apiKey)) return null;
        if (isOwn) return new PasswordSignIn { Login = email, CustomId = customId, Password = password!, Uuid = uuid, Profile = profile };

        // No identity provider is connected: its token is one that was rejected.
        await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongCredentials, "identityProviderToken"));
        return null;
    }

    private static string? Provider(HttpContext http, Sent sent)
    {
        // The first version of the call knew no other provider than the workspace itself.
        var isFirstVersion = http.Request.Path.StartsWithSegments("/sauth/auth", StringComparison.OrdinalIgnoreCase);
        var provider = isFirstVersion ? sent.Text("identityProvider") : sent.Needed("identityProvider");
        if (provider is null or SignIns.PasswordMethod or "FACEBOOK" or "OAUTH" or "APPLE" or "GOOGLE" or "UNKNOWN") return provider;
        sent.Failures.Add(new Failure(FailureCode.OutOfRange, "identityProvider") { Rejected = provider });
        return null;
    }

    private static async Task<bool> RefusedAsync(HttpContext http, Sent sent, string? apiKey)
    {
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else if (!Credentials.KeyMatches(apiKey, http.RequestServices.GetRequiredService<FreeholdOptions>().Workspace.ProfileApiKey))
            await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongCredentials, "apiKey"));
        else return false;
        return true;
    }
}
