using System.Security.Cryptography;
using System.Text;

namespace Freehold.Server.Pages;

/// <summary>A hosted page: plain HTML that works without JavaScript, says nothing to other sites, and is kept nowhere.</summary>
internal static class Page
{
    // Colours keep a contrast of at least 4.5:1 in both schemes (WCAG 2.2, 1.4.3).
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--line:#767680;--key:#0b57d0;--onkey:#fff;--bad:#b3261e}
        @media (prefers-color-scheme:dark){:root{--ink:#e6e6eb;--paper:#17171b;--line:#8e8e99;--key:#a8c7fa;--onkey:#062e6f;--bad:#f2b8b5}}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
        main{max-width:28rem;margin:0 auto;padding:2rem 1rem}
        h1{font-size:1.5rem;line-height:1.25}
        label{display:block;margin-top:1rem;font-weight:600}
        input{box-sizing:border-box;width:100%;padding:.75rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}
        button{width:100%;min-height:3rem;margin-top:1rem;padding:.75rem;font:inherit;font-weight:600;color:var(--onkey);background:var(--key);border:0;border-radius:.5rem;cursor:pointer}
        :focus-visible{outline:3px solid var(--key);outline-offset:2px}
        section{margin-top:2rem;border-top:1px solid var(--line)}
        [role=alert]{padding:.75rem;border:2px solid var(--bad);border-radius:.5rem;color:var(--bad)}
        strong,h3{overflow-wrap:anywhere}
        pre{padding:.5rem;border:1px solid var(--line);border-radius:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}
        main:has(pre){max-width:60rem}
        """;

    // RFC-less but exact: https://www.w3.org/TR/CSP3/#match-element-to-source-list; the style is named by its hash, nothing else loads.
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // Whoever hears the page is led to the field and told what is wrong with it (WCAG 2.2, 3.3.1).
    private const string Wrong = " aria-invalid=\"true\" aria-describedby=\"problem\" autofocus";

    /// <summary>Answers with a page.</summary>
    /// <param name="language">The language of everything on it.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="problem">What went wrong with the form that was just sent; null shows nothing.</param>
    /// <param name="content">What stands below.</param>
    public static Task WriteAsync(HttpContext http, int status, string language, string title, PageProblem? problem, Html content)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["X-Robots-Tag"] = "noindex";

        var alert = problem is { Field: null } ? Alert(problem) : Html.None;
        var page = Markup(
            $"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><style>{Raw(Style)}</style></head>
            <body><main><h1>{title}</h1>{alert}{content}</main></body></html>
            """);
        return response.WriteAsync(page.ToString(), http.RequestAborted);
    }

    /// <summary>A page that only says something.</summary>
    public static Task SayAsync(HttpContext http, int status, Words words, PageText title, PageText text) =>
        WriteAsync(http, status, words.Language, words[title], null, Markup($"<p>{words[text]}</p>"));

    /// <summary>A password to type, and above it what is wrong with the one that was just sent.</summary>
    /// <param name="name">Its name in the form.</param>
    /// <param name="kind"><c>current-password</c> or <c>new-password</c>, for the browser's own store of passwords.</param>
    /// <param name="problem">What is wrong with the page's form; null where nothing is.</param>
    public static Html PasswordField(string name, string kind, string label, PageProblem? problem)
    {
        var isWrong = problem?.Field == name;
        return Markup($"{(isWrong ? Alert(problem!) : Html.None)}<label for=\"{name}\">{label}</label><input id=\"{name}\" name=\"{name}\" type=\"password\" autocomplete=\"{kind}\" required{(isWrong ? Raw(Wrong) : Html.None)}>");
    }

    public static Html Markup(Html html) => html;

    private static Html Alert(PageProblem problem) => Markup($"<p id=\"problem\" role=\"alert\">{problem.Text}</p>");

    private static Html Raw(string constant)
    {
        var html = new Html(constant.Length, 0);
        html.AppendLiteral(constant);
        return html;
    }
}
