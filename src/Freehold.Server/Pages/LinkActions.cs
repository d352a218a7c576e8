using Freehold.Http;

namespace Freehold.Server.Pages;

/// <summary>What the button of a link's page does, and what the page says when it is done.</summary>
internal static class LinkActions
{
    /// <summary>Uses the link and answers; a failure is left to the caller to show.</summary>
    public static Task<Failure?> UseAsync(HttpContext http, LinkToken token, MailedLink link, LinkHolder holder) => link.Purpose switch
    {
        LinkPurpose.VerifyEmail => VerifyAsync(http, token, holder),
        LinkPurpose.ResetPassword or LinkPurpose.SetPassword => SetPasswordAsync(http, token, holder),
        LinkPurpose.Undo => UndoAsync(http, token),
        LinkPurpose.StepUp => StepUpAsync(http, token),
        LinkPurpose.ConfirmDeletion => ConfirmDeletionAsync(http, token),
        LinkPurpose.CancelDeletion => CancelDeletionAsync(http, token),
        _ => Task.FromResult<Failure?>(new Failure(FailureCode.WrongCode)),
    };

    private static async Task<Failure?> VerifyAsync(HttpContext http, LinkToken token, LinkHolder holder)
    {
        var verified = await Get<MailboxProofs>(http).VerifyAsync(token, holder, http.RequestAborted);
        if (verified.Failure is not null) return verified.Failure;

        // Not a redirect: browsers hold it against the form, which may lead nowhere but here.
        if ((await Get<Workspace>(http).SettingsAsync(http.RequestAborted)).ConfirmationRedirectLink is { } onwards) http.Response.Headers["Refresh"] = $"0; url={onwards}";
        await Page.SayAsync(http, StatusCodes.Status200OK, "Your e-mail address is confirmed", "You can close this page.");
        return null;
    }

    private static async Task<Failure?> SetPasswordAsync(HttpContext http, LinkToken token, LinkHolder holder)
    {
        var set = await Get<MailboxProofs>(http).SetPasswordAsync(token, holder, http.RequestAborted);
        if (set.Failure is null) await Page.SayAsync(http, StatusCodes.Status200OK, "Your new password is set", "Sign in with it from now on. You can close this page.");
        return set.Failure;
    }

    private static async Task<Failure?> UndoAsync(HttpContext http, LinkToken token)
    {
        var undone = await Get<Undos>(http).UndoAsync(token, http.RequestAborted);
        if (undone.Failure is null)
            await Page.SayAsync(http, StatusCodes.Status200OK, "The change was undone", "All devices are signed out and the password no longer works. We have mailed you a link to set a new one. For 24 hours nobody can change the sign-in data of the account.");
        return undone.Failure;
    }

    private static async Task<Failure?> StepUpAsync(HttpContext http, LinkToken token)
    {
        if (SessionCookie.Caller(http, "page/link") is not { } caller) return new Failure(FailureCode.NotSignedIn);
        var renewed = await Get<StepUps>(http).WithLinkAsync(token, caller, http.RequestAborted);
        if (!renewed.Is(out var session, out var failure)) return failure;

        SessionCookie.Write(http, session);
        await Page.SayAsync(http, StatusCodes.Status200OK, "Thank you", "You can now go back and make your change.");
        return null;
    }

    private static async Task<Failure?> ConfirmDeletionAsync(HttpContext http, LinkToken token)
    {
        var deleted = await Get<Deletions>(http).ConfirmAsync(token, http.RequestAborted);
        if (!deleted.Is(out var outcome, out var failure)) return failure;

        SessionCookie.Clear(http);
        await Page.SayAsync(http, StatusCodes.Status200OK, "Your account is deleted", outcome == DeletionOutcome.Erased
            ? "Everything but orders, and counts without your name, has been erased."
            : "It will be erased for good soon. Until then the link in the message that we have just sent takes it back.");
        return null;
    }

    private static async Task<Failure?> CancelDeletionAsync(HttpContext http, LinkToken token)
    {
        var cancelled = await Get<Deletions>(http).CancelAsync(token, http.RequestAborted);
        if (cancelled.Failure is null) await Page.SayAsync(http, StatusCodes.Status200OK, "Your account is back", "Everything is as it was. Please sign in again.");
        return cancelled.Failure;
    }

    private static T Get<T>(HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();
}
