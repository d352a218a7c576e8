using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Freehold;

internal static class MessageServices
{
    /// <summary>Adds the outbox, its worker and the SMS limits, set by <c>Freehold:Messages</c> and <c>Freehold:Sms</c> and checked at start.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddOptions<MessageOptions>()
            .Configure<IServiceProvider>((options, provider) => options.ReadFrom(provider, MessageOptions.Section, static (section, bound) => section.Bind(bound)))
            .Validate(options => options.AtOnce is >= 1 and <= 1000, $"{MessageOptions.Section}:AtOnce must be 1 to 1000.")
            .Validate(options => options.MostTries >= 1, $"{MessageOptions.Section}:MostTries must be at least 1.")
            .Validate(options => options.FirstRetrySeconds > 0, $"{MessageOptions.Section}:FirstRetrySeconds must be more than 0.")
            .Validate(options => options.LongestRetrySeconds >= options.FirstRetrySeconds, $"{MessageOptions.Section}:LongestRetrySeconds must not be less than FirstRetrySeconds.")
            .Validate(options => options.SendSeconds is >= 1 and <= 600, $"{MessageOptions.Section}:SendSeconds must be 1 to 600.")
            .ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<MessageOptions>>().Value);
        services.AddSingleton<Outbox>();
        services.AddSingleton<OutboxProgress>();
        services.AddSingleton<MessageTemplates>();
        services.AddSingleton<PageTexts>();
        services.AddSingleton<MessageSenders>();
        services.AddHostedService<OutboxWorker>();
        return services.AddSmsLimits();
    }

    private static IServiceCollection AddSmsLimits(this IServiceCollection services)
    {
        services.AddOptions<SmsLimitOptions>()
            .Configure<IServiceProvider>((options, provider) =>
            {
                options.SparesLoopback = provider.GetService<IHostEnvironment>()?.IsDevelopment() == true;
                options.ReadFrom(provider, SmsLimitOptions.Section, static (section, bound) => section.Bind(bound));
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmsLimitOptions>, SmsLimitOptionsCheck>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<SmsLimitOptions>>().Value);
        services.AddSingleton<SmsUse>();
        services.AddHostedService<SmsWorker>();
        services.AddSingleton<SmsLimits>();
        return services;
    }
}
