using Freehold.Http;
using static Freehold.Server.Pages.Page;

namespace Freehold.Server.Pages;

/// <summary>Signing in on a page, and proving the password again in the same session before a sensitive change.</summary>
internal static class SignInPages
{
    public static void MapSignInPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/sign-in", ["GET"], http => ShowSignInAsync(http, StatusCodes.Status200OK, null)).WithMetadata(Access.Public, Described.Page("The page to sign in."));
        app.MapMethods("/sign-in", ["POST"], SignInAsync).WithMetadata(Access.Public, Described.FormOf("Signs in with a cookie."));
        app.MapMethods("/step-up", ["GET"], ShowStepUpAsync).WithMetadata(Access.Public, Described.Page("The page to prove the password again."));
        app.MapMethods("/step-up", ["POST"], StepUpAsync).WithMetadata(Access.Public, Described.FormOf("Proves the password again before a sensitive change."));
        app.MapMethods("/step-up/link", ["POST"], MailStepUpAsync).WithMetadata(Access.Public, Described.FormOf("Mails a link that proves the mailbox again."));
    }

    private static Task ShowSignInAsync(HttpContext http, int status, string? problem) =>
        WriteAsync(http, status, "Sign in", problem, Markup(
            $"""
            <form method="post"><label for="login">E-mail or code</label><input id="login" name="login" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required>
            <label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required><button>Sign in</button></form>
            """));

    private static async Task SignInAsync(HttpContext http)
    {
        if (await FormAsync(http) is not { } form) return;
        var signedIn = await http.RequestServices.GetRequiredService<SignIns>()
            .InBrowserAsync(form["login"].ToString(), form["password"].ToString(), ClientOrigin.OfSignIn(http, "page/sign-in"), http.RequestAborted);
        if (!signedIn.Is(out var session, out var failure))
        {
            var (status, text) = PageErrors.Of(failure);
            await ShowSignInAsync(http, status, text);
            return;
        }

        SessionCookie.Write(http, session);
        await SayAsync(http, StatusCodes.Status200OK, "You are signed in", "You can go back and go on.");
    }

    private static async Task ShowStepUpAsync(HttpContext http)
    {
        if (await AccountAsync(http) is null) http.Response.Redirect(PathOf(http, "/sign-in"));
        else await ShowStepUpAsync(http, StatusCodes.Status200OK, null);
    }

    private static Task ShowStepUpAsync(HttpContext http, int status, string? problem) =>
        WriteAsync(http, status, "Confirm that it is you", problem, Markup(
            $"""
            <p>The change that you are about to make needs a fresh proof that it is you.</p>
            <form method="post" action="{PathOf(http, "/step-up")}"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required><button>Confirm</button></form>
            <section><h2>Your account has no password?</h2><form method="post" action="{PathOf(http, "/step-up/link")}"><button>Mail me a link</button></form></section>
            """));

    private static async Task StepUpAsync(HttpContext http)
    {
        if (await FormAsync(http) is not { } form) return;
        var renewed = SessionCookie.Caller(http, "page/step-up") is { } caller
            ? await http.RequestServices.GetRequiredService<StepUps>().WithPasswordAsync(caller, form["password"].ToString(), http.RequestAborted)
            : FailureCode.NotSignedIn;
        if (!renewed.Is(out var session, out var failure))
        {
            await RefuseAsync(http, failure);
            return;
        }

        SessionCookie.Write(http, session);
        await SayAsync(http, StatusCodes.Status200OK, "Thank you", "You can now go back and make your change.");
    }

    private static async Task MailStepUpAsync(HttpContext http)
    {
        if (await FormAsync(http) is null) return;
        var mailed = SessionCookie.Caller(http, "page/step-up") is { } caller
            ? await http.RequestServices.GetRequiredService<StepUps>().MailAsync(caller, http.RequestAborted)
            : FailureCode.NotSignedIn;
        if (mailed.Failure is { } failure) await RefuseAsync(http, failure);
        else await SayAsync(http, StatusCodes.Status200OK, "Look into your mailbox", "We have mailed you a link. Open it in this browser within 30 minutes.");
    }

    private static Task RefuseAsync(HttpContext http, Failure failure)
    {
        if (failure.Code == FailureCode.NotSignedIn)
        {
            http.Response.Redirect(PathOf(http, "/sign-in"));
            return Task.CompletedTask;
        }

        var (status, text) = PageErrors.Of(failure);
        return ShowStepUpAsync(http, status, text);
    }

    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        var form = await PageForm.ReadAsync(http);
        if (form is null) await SayAsync(http, StatusCodes.Status400BadRequest, "That did not work", "Please open the page again and use its form.");
        return form;
    }

    // As browsers see it: a proxy may serve us below a path that it takes away.
    private static string PathOf(HttpContext http, string path) =>
        new Uri(http.RequestServices.GetRequiredService<FreeholdOptions>().PublicUrl).AbsolutePath.TrimEnd('/') + path;

    private static async Task<Account?> AccountAsync(HttpContext http) =>
        SessionCookie.Caller(http, "page/step-up") is { } caller ? await http.RequestServices.GetRequiredService<Profiles>().ReadAsync(caller, http.RequestAborted) : null;
}
