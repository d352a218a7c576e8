using Microsoft.AspNetCore.Http;

namespace Freehold.Synerise;

/// <summary>What a customer signs in with: one of the two.</summary>
internal sealed record SentSignIn(PasswordSignIn? ByPassword, ProviderSignIn? ByProvider)
{
    /// <summary>Reads a sign-in; null when the request was refused and has been answered.</summary>
    /// <param name="creates">Whether an identity that nobody has gets an account.</param>
    public static async Task<SentSignIn?> ReadAsync(HttpContext http, bool creates)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return null;

        var apiKey = sent.Needed("apiKey");
        var provider = Provider(http, sent);
        var read = provider is null or SignIns.PasswordMethod ? new SentSignIn(ReadPassword(sent), null) : new SentSignIn(null, ReadProvider(sent, provider, creates));
        return await WorkspaceKey.RefusedAsync(http, sent, apiKey, workspace => workspace.ProfileApiKey) ? null : read;
    }

    private static PasswordSignIn ReadPassword(Sent sent)
    {
        var email = sent.Text("email");
        var customId = sent.Text("customId");
        if (email is null && customId is null && sent.Failures.TrueForAll(failure => failure.Field is not ("email" or "customId"))) sent.Failures.Add(new Failure(FailureCode.Required, "email"));
        var password = sent.Needed("password");
        var device = Activation.SentDevice(sent, token: null);
        return new PasswordSignIn { Login = email, CustomId = customId, Password = password!, Uuid = device.Uuid, DeviceId = device.DeviceId, Profile = SentProfile.ForSignIn(sent) };
    }

    private static ProviderSignIn ReadProvider(Sent sent, string provider, bool creates)
    {
        var token = sent.Needed("identityProviderToken");
        var nonce = sent.Text("nonce");
        var device = Activation.SentDevice(sent, token: null);
        return new ProviderSignIn
        {
            Method = provider,
            Token = token!,
            Nonce = nonce,
            Creates = creates,
            CreationLimit = ClientRegistration.PerAddress,
            CreationCounter = ClientRegistration.Counter,
            Uuid = device.Uuid,
            Device = device,
            Profile = SentProfile.ForSignIn(sent),
        };
    }

    private static string? Provider(HttpContext http, Sent sent)
    {
        // The first version of the call knew no other provider than the workspace itself.
        var isFirstVersion = http.Request.Path.StartsWithSegments("/sauth/auth", StringComparison.OrdinalIgnoreCase);
        var provider = isFirstVersion ? sent.Text("identityProvider") : sent.Needed("identityProvider");
        if (provider is null || IdentityTokens.IsProvider(provider)) return provider;
        sent.Failures.Add(new Failure(FailureCode.OutOfRange, "identityProvider") { Rejected = provider });
        return null;
    }
}
