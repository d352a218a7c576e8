using Freehold.Http;

namespace Freehold.Server.Pages;

/// <summary>The pages of mailed links: looking changes nothing, any number of times (mail scanners look too); the button consumes.</summary>
internal static class LinkPages
{
    public static void MapLinkPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/link/{token}", ["GET"], ShowAsync).WithMetadata(Access.Public, Described.Page("The page of a mailed link; looking changes nothing."));
        app.MapMethods("/link/{token}", ["POST"], UseAsync).WithMetadata(Access.Public, Described.FormOf("Does what the link is for, once."));
    }

    private static async Task ShowAsync(HttpContext http)
    {
        if (await LookAsync(http) is { } opened) await ShowAsync(http, opened.Link, StatusCodes.Status200OK, null);
    }

    private static async Task UseAsync(HttpContext http)
    {
        if (await LookAsync(http) is not { } opened) return;
        if (await PageForm.ReadAsync(http) is not { } form)
        {
            await Page.SayAsync(http, StatusCodes.Status400BadRequest, "That did not work", "Please open the link of the message again and use the button on its page.");
            return;
        }

        var holder = new LinkHolder(opened.Caller, form["current"], form["password"], ClientOrigin.Of(http, "page/link"));
        var failure = await LinkActions.UseAsync(http, opened.Token, opened.Link, holder);
        if (failure is not null) await RefuseAsync(http, opened, failure);
    }

    private static async Task<Opened?> LookAsync(HttpContext http)
    {
        var caller = SessionCookie.Caller(http, "page/link");
        var token = LinkToken.Parse(http.Request.RouteValues["token"] as string);
        var link = token is null ? null : await http.RequestServices.GetRequiredService<MailedLinks>().LookAsync(token.Value, caller, http.RequestAborted);
        if (link is { IsExpired: false }) return new Opened(token!.Value, link, link.IsInside ? caller : null);

        if (link is null) await Page.SayAsync(http, StatusCodes.Status404NotFound, "This link is no longer valid", "It was used already, a newer one replaced it, or it is incomplete. If you still need it, ask for a new one.");
        else await Page.SayAsync(http, StatusCodes.Status410Gone, "This link has expired", "Please ask for a new one.");
        return null;
    }

    private static Task RefuseAsync(HttpContext http, Opened opened, Failure failure)
    {
        if (failure.Code == FailureCode.WrongCode) return Page.SayAsync(http, StatusCodes.Status404NotFound, "This link is no longer valid", "It was used already, or a newer one replaced it.");
        var (status, text) = PageErrors.Of(failure);
        if (failure.RetryAfter is { } wait) http.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ShowAsync(http, opened.Link, status, text);
    }

    private static Task ShowAsync(HttpContext http, MailedLink link, int status, string? problem) =>
        Page.WriteAsync(http, status, LinkTexts.Title(link), problem, LinkTexts.Body(link));

    private sealed record Opened(LinkToken Token, MailedLink Link, Caller? Caller);
}
