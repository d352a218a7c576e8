using Freehold.Messaging;
using Freehold.Server.Configuration;

namespace Freehold.Server;

/// <summary>Chooses where e-mails and SMS go: <c>Freehold:Mail:*</c> and <c>Freehold:Sms:*</c>.</summary>
internal static class Senders
{
    private const string Captured = "captured";

    public static void AddSenders(this FreeholdServices freehold, IConfiguration configuration, bool development)
    {
        var mail = new MailOptions();
        var sms = new SmsOptions();
        try
        {
            configuration.GetSection(MailOptions.Section).Bind(mail);
            configuration.GetSection(SmsOptions.Section).Bind(sms);
            AddMail(freehold, mail, development);
            AddSms(freehold, sms, development);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException)
        {
            throw new BadSettingException(wrong.Message.ReplaceLineEndings(" "), wrong);
        }
    }

    // Without a server mails wait in the outbox: it may be set later, and nothing is lost before it expires.
    private static void AddMail(FreeholdServices freehold, MailOptions mail, bool development)
    {
        switch (mail.Sender ?? (mail.Host is not null ? "smtp" : development ? Captured : ""))
        {
            case Captured when development:
                freehold.CaptureMessages(MessageChannel.Email);
                break;
            case Captured:
                throw new BadSettingException($"{MailOptions.Section}:Sender: captured messages are for Development only; Production needs smtp.");
            case "smtp":
                freehold.SendMail(mail);
                break;
            case "":
                break;
            default:
                throw new BadSettingException($"{MailOptions.Section}:Sender: {mail.Sender} is neither smtp nor captured.");
        }
    }

    private static void AddSms(FreeholdServices freehold, SmsOptions sms, bool development)
    {
        switch (sms.Sender ?? (development ? Captured : ""))
        {
            case Captured when development:
                freehold.CaptureMessages(MessageChannel.Sms);
                break;
            case Captured:
                throw new BadSettingException($"{SmsOptions.Section}:Sender: captured messages are for Development only.");
            case "":
                break;
            default:
                freehold.SendSms(sms);
                break;
        }
    }
}
