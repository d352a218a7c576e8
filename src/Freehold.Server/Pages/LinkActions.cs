using Freehold.Http;

namespace Freehold.Server.Pages;

/// <summary>What the button of a link's page does, and what the page says when it is done.</summary>
internal static class LinkActions
{
    /// <summary>Uses the link and answers; a failure is left to the caller to show.</summary>
    public static Task<Failure?> UseAsync(HttpContext http, Words words, LinkToken token, MailedLink link, LinkHolder holder) => link.Purpose switch
    {
        LinkPurpose.VerifyEmail => ProveAsync(http, token, holder, proving => VerifyAsync(http, words, token, proving)),
        LinkPurpose.ResetPassword or LinkPurpose.SetPassword => ProveAsync(http, token, holder, proving => SetPasswordAsync(http, words, token, proving)),
        LinkPurpose.Undo => UndoAsync(http, words, token),
        LinkPurpose.StepUp => StepUpAsync(http, words, token),
        LinkPurpose.ConfirmDevice => ConfirmDeviceAsync(http, words, token),
        LinkPurpose.ConfirmDeletion => ConfirmDeletionAsync(http, words, token),
        LinkPurpose.CancelDeletion => CancelDeletionAsync(http, words, token),
        _ => Task.FromResult<Failure?>(new Failure(FailureCode.WrongCode)),
    };

    /// <summary>Whoever proves the mailbox in a browser is asked for no second proof when signing in there.</summary>
    private static async Task<Failure?> ProveAsync(HttpContext http, LinkToken token, LinkHolder holder, Func<LinkHolder, Task<Failure?>> prove)
    {
        if (await Get<Devices>(http).TokenAsync(token.Customer, holder.Origin, http.RequestAborted) is not { } device) return await prove(holder);

        DeviceCookie.Write(http, device);
        return await prove(holder with { Origin = holder.Origin with { Device = device } });
    }

    private static async Task<Failure?> VerifyAsync(HttpContext http, Words words, LinkToken token, LinkHolder holder)
    {
        var verified = await Get<MailboxProofs>(http).VerifyAsync(token, holder, http.RequestAborted);
        if (verified.Failure is not null) return verified.Failure;

        // Not a redirect: browsers hold it against the form, which may lead nowhere but here.
        if ((await Get<Workspace>(http).SettingsAsync(http.RequestAborted)).ConfirmationRedirectLink is { } onwards) http.Response.Headers["Refresh"] = $"0; url={InAscii(onwards)}";
        await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.VerifyDone, PageText.CloseText);
        return null;
    }

    /// <summary>A header holds nothing else: the host as DNS has it, the rest percent-encoded.</summary>
    private static string InAscii(string address)
    {
        var uri = new Uri(address);
        return new UriBuilder(uri) { Host = uri.IdnHost, Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri.AbsoluteUri;
    }

    private static async Task<Failure?> SetPasswordAsync(HttpContext http, Words words, LinkToken token, LinkHolder holder)
    {
        var set = await Get<MailboxProofs>(http).SetPasswordAsync(token, holder, http.RequestAborted);
        if (set.Failure is null) await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.SetPasswordDone, PageText.SetPasswordDoneText);
        return set.Failure;
    }

    private static async Task<Failure?> UndoAsync(HttpContext http, Words words, LinkToken token)
    {
        var undone = await Get<Undos>(http).UndoAsync(token, http.RequestAborted);
        if (undone.Failure is null)
            await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.UndoDone, PageText.UndoDoneText);
        return undone.Failure;
    }

    private static async Task<Failure?> StepUpAsync(HttpContext http, Words words, LinkToken token)
    {
        if (SessionCookie.Caller(http, "page/link") is not { } caller) return new Failure(FailureCode.NotSignedIn);
        var renewed = await Get<StepUps>(http).WithLinkAsync(token, caller, http.RequestAborted);
        if (!renewed.Is(out var session, out var failure)) return failure;

        SessionCookie.Write(http, session);
        await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.StepUpDone, PageText.StepUpDoneText);
        return null;
    }

    private static async Task<Failure?> ConfirmDeviceAsync(HttpContext http, Words words, LinkToken token)
    {
        var confirmed = await Get<Devices>(http).ConfirmAsync(token, http.RequestAborted);
        if (confirmed.Failure is null) await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.ConfirmDeviceDone, PageText.ConfirmDeviceDoneText);
        return confirmed.Failure;
    }

    private static async Task<Failure?> ConfirmDeletionAsync(HttpContext http, Words words, LinkToken token)
    {
        var deleted = await Get<Deletions>(http).ConfirmAsync(token, http.RequestAborted);
        if (!deleted.Is(out var outcome, out var failure)) return failure;

        // A browser may be signed in to another account.
        if (SessionCookie.Read(http)?.Customer == token.Customer) SessionCookie.Clear(http);
        await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.Deleted, outcome == DeletionOutcome.Erased ? PageText.ErasedText : PageText.LeavingText);
        return null;
    }

    private static async Task<Failure?> CancelDeletionAsync(HttpContext http, Words words, LinkToken token)
    {
        var cancelled = await Get<Deletions>(http).CancelAsync(token, http.RequestAborted);
        if (cancelled.Failure is null) await Page.SayAsync(http, StatusCodes.Status200OK, words, PageText.Kept, PageText.KeptText);
        return cancelled.Failure;
    }

    private static T Get<T>(HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();
}
