using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Freehold;

/// <summary>Options as a section of the settings says, where there are settings.</summary>
internal static class SettingsSection
{
    /// <summary>Takes what the section says; who asks binds, since only there the type is known that code is generated for.</summary>
    /// <exception cref="OptionsValidationException">A value is of the wrong kind, which counts like one that is out of range.</exception>
    public static void ReadFrom<T>(this T options, IServiceProvider provider, string section, Action<IConfiguration, T> bind)
    {
        try
        {
            if (provider.GetService<IConfiguration>() is { } settings) bind(settings.GetSection(section), options);
        }
        catch (InvalidOperationException wrong)
        {
            throw new OptionsValidationException(section, typeof(T), [wrong.Message]);
        }
    }
}
