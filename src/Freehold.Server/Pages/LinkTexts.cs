using static Freehold.Server.Pages.Page;

namespace Freehold.Server.Pages;

/// <summary>What the page of a mailed link says before its button is pressed.</summary>
internal static class LinkTexts
{
    private const string Own = "Keep everything";

    public static string Title(MailedLink link) => link.Purpose switch
    {
        LinkPurpose.VerifyEmail => "Confirm your e-mail address",
        LinkPurpose.ResetPassword => "Set a new password",
        LinkPurpose.SetPassword => "Set your password",
        LinkPurpose.Undo => "Undo the change",
        LinkPurpose.StepUp => "Confirm that it is you",
        LinkPurpose.ConfirmDeletion => "Delete your account",
        LinkPurpose.CancelDeletion => "Keep your account",
        _ => "Unknown link",
    };

    public static Html Body(MailedLink link) => link.Purpose switch
    {
        LinkPurpose.VerifyEmail => Verify(link),
        LinkPurpose.ResetPassword or LinkPurpose.SetPassword => Markup($"<p>For the account of <strong>{link.Target}</strong>.</p>{Warning(link)}<form method=\"post\">{NewPassword()}<button>Set password</button></form>"),
        LinkPurpose.Undo => Markup(
            $"""
            <p>If you did not make the change that we told you about, undo it here. This restores the e-mail address and the phone number of then,
            signs out all devices and disables the password. We then mail you a link to set a new one.</p>
            <form method="post"><button>Undo the change</button></form>
            """),
        LinkPurpose.StepUp => Markup($"<p>You are about to make a change that needs a fresh sign-in. Press the button in the browser in which you are signed in.</p><form method=\"post\"><button>It is me</button></form>"),
        LinkPurpose.ConfirmDeletion => Markup($"<p>This deletes the account of <strong>{link.Target}</strong> with everything in it, except orders. It cannot be undone.</p><form method=\"post\"><button>Delete the account</button></form>"),
        LinkPurpose.CancelDeletion => Markup($"<p>The account was deleted a short while ago. You can still keep it.</p><form method=\"post\"><button>Keep the account</button></form>"),
        _ => Html.None,
    };

    private static Html Verify(MailedLink link)
    {
        Html address = Markup($"<p>You are about to confirm <strong>{link.Target}</strong>.</p>");
        if (link.IsInside || link.Outside == OutsideProof.Harmless) return Markup($"{address}<form method=\"post\"><button>Confirm</button></form>");

        Html own = link.HasPassword
            ? Markup($"<p>Type the password of the account to show that it is yours. Nothing in it will change.</p><form method=\"post\">{CurrentPassword()}<button>{Own}</button></form>")
            : Html.None;
        return Markup($"{address}{own}<section><h2>You do not know the password?</h2>{Warning(link)}<form method=\"post\">{NewPassword()}<button>Confirm and start afresh</button></form></section>");
    }

    private static Html Warning(MailedLink link)
    {
        if (link.IsInside) return Html.None;
        return link.Outside switch
        {
            OutsideProof.Discards => Markup(
                $"""
                <p>Nobody has confirmed this address before, so somebody else may have typed it. To protect you, the account starts afresh with the new password:
                name, addresses, phone number, login code, agreements, lists and everything else that was entered before will be discarded, and every device is signed out.
                Orders, groups and past activity stay.</p>
                """),
            OutsideProof.Detaches => Markup(
                $"""
                <p>This address was entered in an account that belongs to another confirmed address. To protect its owner you will get a new, empty account
                for <strong>{link.Target}</strong>; the other account keeps everything and goes back to its own address.</p>
                """),
            _ => Html.None,
        };
    }

    private static Html CurrentPassword() => Markup($"<label for=\"current\">Current password</label><input id=\"current\" name=\"current\" type=\"password\" autocomplete=\"current-password\" required>");

    private static Html NewPassword() => Markup($"<label for=\"password\">New password</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"new-password\" required>");
}
