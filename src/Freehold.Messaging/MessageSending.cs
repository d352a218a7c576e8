using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Freehold.Messaging;

/// <summary>Chooses where messages go.</summary>
public static class MessageSending
{
    /// <summary>Keeps the messages of a channel in memory (<see cref="CapturedMessages"/>) instead of sending them.</summary>
    public static FreeholdServices CaptureMessages(this FreeholdServices freehold, MessageChannel channel)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        freehold.Services.TryAddSingleton<CapturedMessages>();
        freehold.Services.AddSingleton<IMessageSender>(provider => new CapturingSender(channel, provider.GetRequiredService<CapturedMessages>()));
        return freehold;
    }

    /// <summary>Sends e-mails over SMTP.</summary>
    /// <exception cref="ArgumentException">A setting cannot work; the message names it.</exception>
    public static FreeholdServices SendMail(this FreeholdServices freehold, MailOptions options)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem) throw new ArgumentException(problem);
        freehold.Services.AddSingleton<IMessageSender>(provider => new SmtpSender(options, provider.GetRequiredService<TimeProvider>()));
        return freehold;
    }

    /// <summary>Sends SMS through a gateway.</summary>
    /// <exception cref="ArgumentException">A setting cannot work; the message names it.</exception>
    public static FreeholdServices SendSms(this FreeholdServices freehold, SmsOptions options)
    {
        ArgumentNullException.ThrowIfNull(freehold);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem) throw new ArgumentException(problem);

        // Redirects could carry the credentials elsewhere; the default logger would write addresses.
        freehold.Services.AddHttpClient(SmsGateway.ClientName).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        freehold.Services.AddSingleton<IMessageSender>(provider =>
        {
            ISmsProtocol protocol = options.Sender switch
            {
                "twilio" => new TwilioProtocol(options),
                "kannel" => new KannelProtocol(options),
                _ => new WebhookProtocol(options, provider.GetRequiredService<TimeProvider>()),
            };
            return new SmsGateway(protocol, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<FreeholdOptions>());
        });
        return freehold;
    }
}
