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
        var (text, language) = Find(message.Template, message.Language);
        var filled = new Dictionary<string, string>(values) { ["shop"] = options.Shop };
        SayHowLong(message.ExpiresAt - message.CreatedAt, filled);
        if (workspace is not null) Reword(text, message.Template, filled, workspace);
        return message.Channel == MessageChannel.Sms
            ? Rendered(null, text.Sms(filled), null)
            : RenderMail();

        RenderedMessage RenderMail()
        {
            var subject = text.Subject(filled);
            return Rendered(subject, text.Text(filled), HtmlPart.Page(files.Read("layout.html")!, language, subject, text.Html(filled)));
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

    private static void Reword(TemplateText text, string template, Dictionary<string, string> values, WorkspaceSettings workspace)
    {
        switch (template)
        {
            case MessageTemplate.VerifyEmail:
                text.Reword(workspace.ConfirmationMailSubject, workspace.ConfirmationMailBody);
                values["client_confirmation_link"] = values.GetValueOrDefault("link", "");
                break;
            case MessageTemplate.ResetPassword:
                text.Reword(workspace.PasswordResetMailSubject, workspace.PasswordResetMailBody);
                values["password_reset_hash"] = values.GetValueOrDefault("token", "");
                break;
        }
    }

    private (TemplateText Text, string Language) Find(string template, string? language)
    {
        foreach (var candidate in files.Candidates([language]))
            if (files.Read($"{candidate}/{template}.txt") is { } text) return (TemplateText.Parse(template, text), candidate[..2]);
        throw new MessageTemplateException($"There is no message {template}.");
    }
}
