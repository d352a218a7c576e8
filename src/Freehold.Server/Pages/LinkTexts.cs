using static Freehold.Server.Pages.Page;

namespace Freehold.Server.Pages;

/// <summary>What the page of a mailed link shows before its button is pressed.</summary>
internal static class LinkTexts
{
    /// <summary>The field of the current password.</summary>
    public const string Current = "current";

    /// <summary>The field of a new password.</summary>
    public const string New = "password";

    public static string Title(Words words, MailedLink link) => words[link.Purpose switch
    {
        LinkPurpose.VerifyEmail => PageText.Verify,
        LinkPurpose.ResetPassword => PageText.ResetPassword,
        LinkPurpose.SetPassword => PageText.SetPassword,
        LinkPurpose.Undo => PageText.Undo,
        LinkPurpose.StepUp => PageText.StepUp,
        LinkPurpose.ConfirmDevice => PageText.ConfirmDevice,
        LinkPurpose.ConfirmDeletion => PageText.Delete,
        LinkPurpose.CancelDeletion => PageText.Keep,
        _ => PageText.LinkUnknown,
    }];

    /// <param name="problem">What is wrong with the form that was just sent; null where nothing is.</param>
    public static Html Body(Words words, MailedLink link, PageProblem? problem) => link.Purpose switch
    {
        LinkPurpose.VerifyEmail => Verify(words, link, problem),
        LinkPurpose.ResetPassword or LinkPurpose.SetPassword => Markup($"{words.Paragraph(PageText.SetPasswordText, link.Target)}{Warning(words, link)}{Form(words, PageText.SetPasswordButton, NewPassword(words, link, problem))}"),
        LinkPurpose.Undo => Markup($"<p>{words[PageText.UndoText]}</p>{Form(words, PageText.Undo)}"),
        LinkPurpose.StepUp => Markup($"<p>{words[PageText.StepUpLinkText]}</p>{Form(words, PageText.StepUpButton)}"),
        LinkPurpose.ConfirmDevice => Markup($"{words.Paragraph(PageText.ConfirmDeviceText, link.Target)}{Form(words, PageText.ConfirmDeviceButton)}"),
        LinkPurpose.ConfirmDeletion => Markup($"{words.Paragraph(PageText.DeleteText, link.Target)}{Form(words, PageText.DeleteButton)}"),
        LinkPurpose.CancelDeletion => Markup($"<p>{words[PageText.KeepText]}</p>{Form(words, PageText.KeepButton)}"),
        _ => Html.None,
    };

    private static Html Verify(Words words, MailedLink link, PageProblem? problem)
    {
        var address = words.Paragraph(PageText.VerifyText, link.Target);
        if (link.IsInside || link.Outside == OutsideProof.Harmless) return Markup($"{address}{Form(words, PageText.ConfirmButton)}");

        Html own = link.HasPassword ? Markup($"<p>{words[PageText.VerifyPasswordText]}</p>{Form(words, PageText.VerifyKeepButton, CurrentPassword(words, link, problem))}") : Html.None;
        return Markup($"{address}{own}<section><h2>{words[PageText.VerifyUnknownPassword]}</h2>{Warning(words, link)}{Form(words, PageText.VerifyAfreshButton, NewPassword(words, link, problem))}</section>");
    }

    private static Html Warning(Words words, MailedLink link)
    {
        if (link.IsInside) return Html.None;
        return link.Outside switch
        {
            OutsideProof.Discards => words.Paragraph(PageText.DiscardsText, link.Target),
            OutsideProof.Detaches => words.Paragraph(PageText.DetachesText, link.Target),
            _ => Html.None,
        };
    }

    private static Html Form(Words words, PageText button) => Form(words, button, Html.None);

    private static Html Form(Words words, PageText button, Html fields) => Markup($"<form method=\"post\">{fields}<button>{words[button]}</button></form>");

    private static Html CurrentPassword(Words words, MailedLink link, PageProblem? problem) => Markup($"{Owner(link)}{PasswordField(Current, "current-password", words[PageText.CurrentPassword], problem)}");

    private static Html NewPassword(Words words, MailedLink link, PageProblem? problem) => Markup($"{Owner(link)}{PasswordField(New, "new-password", words[PageText.NewPassword], problem)}");

    // Tells the browser's store of passwords whose password it is; it has no name, so it is not sent.
    private static Html Owner(MailedLink link) => Markup($"<input type=\"text\" value=\"{link.Target}\" autocomplete=\"username\" hidden>");
}
