using System.Globalization;

namespace Freehold;

/// <summary>A message names a text that does not exist, or one that says nothing with the values given: a bug, or a broken file of the deployment.</summary>
/// <param name="message">Which text, and what is wrong with it.</param>
public sealed class MessageTemplateException(string message) : Exception(message);

/// <summary>
/// The texts of messages: files embedded in the product, one per message and language, which files of the same name
/// (<c>de/verify-email.txt</c>, <c>layout.html</c>) in the deployment's own folder replace. Those are read anew each time.
/// </summary>
public sealed class MessageTemplates(FreeholdOptions freehold, MessageOptions options)
{
    private readonly TemplateFiles files = new(freehold, options);

    /// <summary>The languages that the product brings texts for.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "en", "pl"];

    /// <param name="workspace">Its own words take the place of ours.</param>
    internal RenderedMessage Render(WaitingMessage message, Dictionary<string, string> values, WorkspaceSettings? workspace = null)
    {
        var (template, language) = Find(message.Template, message.Language);
        var filled = new Dictionary<string, string>(values) { ["shop"] = options.Shop };
        SayHowLong(message.ExpiresAt - message.CreatedAt, filled);
        var text = workspace is null ? template : Reworded(template, message.Template, filled, workspace);
        return message.Channel == MessageChannel.Sms
            ? Rendered(null, text.Sms(filled), null)
            : RenderMail();

        RenderedMessage RenderMail()
        {
            var (subject, body) = (text.Subject(filled), text.Text(filled));
            return Rendered(subject, body, HtmlPart.Page(files.Read("layout.html")!, language, subject, text.Html(filled, body)));
        }

        RenderedMessage Rendered(string? subject, string body, string? html) =>
            new(message.Id, message.Customer, message.Channel, message.To, message.Template, subject, body, html, values);
    }

    /// <summary>How long what the message brings is good, in the unit that suits its text.</summary>
    private static void SayHowLong(TimeSpan lifetime, Dictionary<string, string> values)
    {
        values["minutes"] = ((int)lifetime.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        values["hours"] = ((int)lifetime.TotalHours).ToString(CultureInfo.InvariantCulture);
        values["days"] = ((int)lifetime.TotalDays).ToString(CultureInfo.InvariantCulture);
    }

    private static TemplateText Reworded(TemplateText text, string template, Dictionary<string, string> values, WorkspaceSettings workspace)
    {
        switch (template)
        {
            case MessageTemplate.VerifyEmail:
                values["client_confirmation_link"] = values.GetValueOrDefault("link", "");
                return text.Reworded(workspace.ConfirmationMailSubject, workspace.ConfirmationMailBody);
            case MessageTemplate.ResetPassword:
                values["password_reset_hash"] = values.GetValueOrDefault("token", "");
                return text.Reworded(workspace.PasswordResetMailSubject, workspace.PasswordResetMailBody);
            default:
                return text;
        }
    }

    private (TemplateText Text, string Language) Find(string template, string? language)
    {
        foreach (var candidate in files.Candidates([language]))
            if (files.Read($"{candidate}/{template}.txt") is { } text) return (TemplateText.Of(template, text), candidate[..2]);
        throw new MessageTemplateException($"There is no message {template}.");
    }
}
