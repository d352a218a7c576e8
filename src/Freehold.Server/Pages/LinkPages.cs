using Freehold.Http;

namespace Freehold.Server.Pages;

/// <summary>The pages of mailed links: looking changes nothing, any number of times (mail scanners look too); the button consumes.</summary>
internal static class LinkPages
{
    public static void MapLinkPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/link/{token}", ["GET"], ShowAsync).WithMetadata(Access.Public, Described.Page("The page of a mailed link; looking changes nothing."));
        app.MapMethods("/link/{token}", ["POST"], UseAsync).WithMetadata(Access.Public, Described.FormOf("Does what the link is for, once."));
        // A link that a mail program has broken off, or run together with what stood behind it.
        app.MapMethods("/link/{**damaged}", ["GET"], ShowAsync).WithMetadata(Access.Public).ExcludeFromDescription();
    }

    private static async Task ShowAsync(HttpContext http)
    {
        if (await LookAsync(http) is { } opened) await ShowAsync(http, opened, null);
    }

    private static async Task UseAsync(HttpContext http)
    {
        if (await LookAsync(http) is not { } opened) return;
        if (await PageForm.ReadAsync(http) is not { } form)
        {
            await Page.SayAsync(http, StatusCodes.Status400BadRequest, opened.Words, PageText.BadForm, PageText.BadLinkFormText);
            return;
        }

        var holder = new LinkHolder(opened.Caller, form[LinkTexts.Current], form[LinkTexts.New], ClientOrigin.OfSignIn(http, "page/link"));
        var failure = await LinkActions.UseAsync(http, opened.Words, opened.Token, opened.Link, holder);
        if (failure is not null) await RefuseAsync(http, opened, failure, holder.CurrentPassword is { Length: > 0 } ? LinkTexts.Current : LinkTexts.New);
    }

    private static async Task<Opened?> LookAsync(HttpContext http)
    {
        var caller = SessionCookie.Caller(http, "page/link");
        var token = LinkToken.Parse(http.Request.RouteValues["token"] as string);
        var link = token is null ? null : await http.RequestServices.GetRequiredService<MailedLinks>().LookAsync(token.Value, caller, http.RequestAborted);
        var words = Words.Of(http, link?.Language);
        if (link is { IsExpired: false }) return new Opened(token!.Value, link, link.IsInside ? caller : null, words);

        if (link is null) await Page.SayAsync(http, StatusCodes.Status404NotFound, words, PageText.LinkUnknown, PageText.LinkUnknownText);
        else await Page.SayAsync(http, StatusCodes.Status410Gone, words, PageText.LinkExpired, PageText.LinkExpiredText);
        return null;
    }

    private static Task RefuseAsync(HttpContext http, Opened opened, Failure failure, string field) =>
        failure.Code == FailureCode.WrongCode
            ? Page.SayAsync(http, StatusCodes.Status404NotFound, opened.Words, PageText.LinkUnknown, PageText.LinkUnknownText)
            : ShowAsync(http, opened, PageProblem.Of(http, opened.Words, failure, field));

    private static Task ShowAsync(HttpContext http, Opened opened, PageProblem? problem) =>
        Page.WriteAsync(http, problem?.Status ?? StatusCodes.Status200OK, opened.Words.Language, LinkTexts.Title(opened.Words, opened.Link), problem, LinkTexts.Body(opened.Words, opened.Link, problem));

    private sealed record Opened(LinkToken Token, MailedLink Link, Caller? Caller, Words Words);
}
