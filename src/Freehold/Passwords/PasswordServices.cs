using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Freehold;

internal static class PasswordServices
{
    /// <summary>Adds <see cref="PasswordHashing"/> and <see cref="PasswordPolicy"/>, set by <c>Freehold:Passwords</c> and checked at start.</summary>
    public static IServiceCollection AddPasswords(this IServiceCollection services)
    {
        services.AddOptions<PasswordOptions>()
            .Configure<IServiceProvider>((options, provider) =>
            {
                // The specifications' own examples are on the list.
                if (provider.GetService<IHostEnvironment>()?.IsDevelopment() == true) options.BlockedList = BlockedPasswordRule.Warn;
                options.ReadFrom(provider, PasswordOptions.Section, static (section, bound) => section.Bind(bound));
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PasswordOptions>, PasswordOptionsCheck>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<PasswordOptions>>().Value);
        services.TryAddSingleton<PasswordHashing>();
        services.TryAddSingleton(provider => new BreachedPasswords(
            provider.GetRequiredService<PasswordOptions>(), provider.GetService<IBreachedPasswordRanges>(), provider.GetService<TimeProvider>() ?? TimeProvider.System, provider.GetRequiredService<ILogger<BreachedPasswords>>()));
        services.TryAddSingleton<PasswordPolicy>();
        services.AddHostedService<Argon2Notice>();
        return services;
    }
}
