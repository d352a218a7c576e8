using Microsoft.Extensions.DependencyInjection;

namespace Freehold.IdentityProviders;

/// <summary>Adds identity providers to the account core.</summary>
public static class IdentityProviderServices
{
    /// <summary>Adds the providers whose audience is set.</summary>
    public static FreeholdServices AddIdentityProviders(this FreeholdServices freehold, IdentityProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        ArgumentNullException.ThrowIfNull(options);
        var services = freehold.Services;
        services.AddHttpClient(ProviderHttp.ClientName, client => client.MaxResponseContentBufferSize = ProviderHttp.MostBytes)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton<SignedTokens>();
        if (options.Google.Audience.Length > 0) AddOpenId("GOOGLE", options.Google);
        if (options.Apple.Audience.Length > 0) AddOpenId("APPLE", options.Apple);
        if (options.Facebook.ApplicationId.Length > 0)
            services.AddSingleton<IIdentityProvider>(provider => new FacebookProvider(options.Facebook, provider.GetRequiredService<ProviderHttp>(), provider.GetRequiredService<TimeProvider>()));
        if (options.OAuth.Audience.Length > 0)
            services.AddSingleton<IIdentityProvider>(provider => new OAuthProvider(options.OAuth, provider.GetRequiredService<ProviderHttp>(), provider.GetRequiredService<SignedTokens>(), provider.GetRequiredService<TimeProvider>()));
        return freehold;

        void AddOpenId(string method, OpenIdOptions openId) =>
            services.AddSingleton<IIdentityProvider>(provider => new OpenIdProvider(
                method, openId, provider.GetRequiredService<ProviderHttp>(), provider.GetRequiredService<SignedTokens>(), provider.GetRequiredService<TimeProvider>()));
    }
}
