using Freehold.Http;
using static Freehold.Server.Pages.Page;

namespace Freehold.Server.Pages;

/// <summary>Signing in on a page, and proving the password again in the same session before a sensitive change.</summary>
internal static class SignInPages
{
    private const string PasswordName = "password";

    public static void MapSignInPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/sign-in", ["GET"], http => ShowSignInAsync(http, "", null)).WithMetadata(Access.Public, Described.Page("The page to sign in."));
        app.MapMethods("/sign-in", ["POST"], SignInAsync).WithMetadata(Access.Public, Described.FormOf("Signs in with a cookie."));
        app.MapMethods("/step-up", ["GET"], ShowStepUpAsync).WithMetadata(Access.Public, Described.Page("The page to prove the password again."));
        app.MapMethods("/step-up", ["POST"], StepUpAsync).WithMetadata(Access.Public, Described.FormOf("Proves the password again before a sensitive change."));
        app.MapMethods("/step-up/link", ["POST"], MailStepUpAsync).WithMetadata(Access.Public, Described.FormOf("Mails a link that proves the mailbox again."));
    }

    private static Task ShowSignInAsync(HttpContext http, string login, Failure? failure)
    {
        var words = Words.Of(http);
        var problem = failure is null ? null : PageProblem.Of(http, words, failure, PasswordName);
        return WriteAsync(http, problem?.Status ?? StatusCodes.Status200OK, words.Language, words[PageText.SignIn], problem, Markup(
            $"""
            <form method="post"><label for="login">{words[PageText.SignInLogin]}</label><input id="login" name="login" type="text" value="{login}" autocomplete="username" autocapitalize="none" spellcheck="false" required>
            {PasswordField(PasswordName, "current-password", words[PageText.Password], problem)}<button>{words[PageText.SignIn]}</button></form>
            """));
    }

    private static async Task SignInAsync(HttpContext http)
    {
        if (await FormAsync(http) is not { } form) return;
        var login = form["login"].ToString();
        var signedIn = await http.RequestServices.GetRequiredService<SignIns>()
            .InBrowserAsync(login, form[PasswordName].ToString(), ClientOrigin.OfSignIn(http, "page/sign-in"), http.RequestAborted);
        if (!signedIn.Is(out var session, out var failure))
        {
            DeviceCookie.Write(http, failure.Device);
            await ShowSignInAsync(http, login, failure);
            return;
        }

        SessionCookie.Write(http, session);
        var words = await Words.OfAsync(http, new Caller(session.Customer, session.Cookie.SessionId(), ClientOrigin.Of(http, "page/sign-in")));
        await SayAsync(http, StatusCodes.Status200OK, words, PageText.SignedIn, PageText.SignedInText);
    }

    private static async Task ShowStepUpAsync(HttpContext http)
    {
        if (await AccountAsync(http) is not { } account) http.Response.Redirect(PathOf(http, "/sign-in"));
        else await ShowStepUpAsync(http, Words.Of(http, account[ProfileField.LanguageId]), null);
    }

    private static Task ShowStepUpAsync(HttpContext http, Words words, PageProblem? problem) =>
        WriteAsync(http, problem?.Status ?? StatusCodes.Status200OK, words.Language, words[PageText.StepUp], problem, Markup(
            $"""
            <p>{words[PageText.StepUpText]}</p>
            <form method="post" action="{PathOf(http, "/step-up")}">{PasswordField(PasswordName, "current-password", words[PageText.Password], problem)}<button>{words[PageText.ConfirmButton]}</button></form>
            <section><h2>{words[PageText.NoPassword]}</h2><form method="post" action="{PathOf(http, "/step-up/link")}"><button>{words[PageText.MailLinkButton]}</button></form></section>
            """));

    private static async Task StepUpAsync(HttpContext http)
    {
        if (await FormAsync(http) is not { } form) return;
        var asks = SessionCookie.Caller(http, "page/step-up");
        var words = await Words.OfAsync(http, asks);
        var renewed = asks is { } caller
            ? await http.RequestServices.GetRequiredService<StepUps>().WithPasswordAsync(caller, form[PasswordName].ToString(), http.RequestAborted)
            : FailureCode.NotSignedIn;
        if (!renewed.Is(out var session, out var failure))
        {
            await RefuseAsync(http, words, failure);
            return;
        }

        SessionCookie.Write(http, session);
        await SayAsync(http, StatusCodes.Status200OK, words, PageText.StepUpDone, PageText.StepUpDoneText);
    }

    private static async Task MailStepUpAsync(HttpContext http)
    {
        if (await FormAsync(http) is null) return;
        var asks = SessionCookie.Caller(http, "page/step-up");
        var words = await Words.OfAsync(http, asks);
        var mailed = asks is { } caller
            ? await http.RequestServices.GetRequiredService<StepUps>().MailAsync(caller, http.RequestAborted)
            : FailureCode.NotSignedIn;
        if (mailed.Failure is { } failure) await RefuseAsync(http, words, failure);
        else await SayAsync(http, StatusCodes.Status200OK, words, PageText.LinkMailed, PageText.LinkMailedText);
    }

    private static Task RefuseAsync(HttpContext http, Words words, Failure failure)
    {
        if (failure.Code == FailureCode.NotSignedIn)
        {
            http.Response.Redirect(PathOf(http, "/sign-in"));
            return Task.CompletedTask;
        }

        return ShowStepUpAsync(http, words, PageProblem.Of(http, words, failure, PasswordName));
    }

    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        var form = await PageForm.ReadAsync(http);
        if (form is null) await SayAsync(http, StatusCodes.Status400BadRequest, Words.Of(http), PageText.BadForm, PageText.BadFormText);
        return form;
    }

    // As browsers see it: a proxy may serve us below a path that it takes away.
    private static string PathOf(HttpContext http, string path) =>
        new Uri(http.RequestServices.GetRequiredService<FreeholdOptions>().PublicUrl).AbsolutePath.TrimEnd('/') + path;

    private static async Task<Account?> AccountAsync(HttpContext http) =>
        SessionCookie.Caller(http, "page/step-up") is { } caller ? await http.RequestServices.GetRequiredService<Profiles>().ReadAsync(caller, http.RequestAborted) : null;
}
