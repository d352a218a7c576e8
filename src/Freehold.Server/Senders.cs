using Freehold.Messaging;

namespace Freehold.Server;

/// <summary>Chooses where e-mails and SMS go: <c>Freehold:Mail:*</c> and <c>Freehold:Sms:*</c>.</summary>
internal static class Senders
{
    public static void AddSenders(this FreeholdServices freehold, IConfiguration configuration, bool development)
    {
        _ = configuration;
        if (!development) return;
        freehold.CaptureMessages(MessageChannel.Email);
        freehold.CaptureMessages(MessageChannel.Sms);
    }
}
