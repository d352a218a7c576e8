using System.Net;
using System.Text;
using Freehold.Messaging;

namespace Freehold.Server.Development;

/// <summary><c>/dev</c>: the captured messages, for people.</summary>
internal static class DevelopmentPage
{
    public static async Task ShowAsync(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<OutboxProgress>().UntilTriedAsync(TimeSpan.FromSeconds(2), http.RequestAborted);
        var page = new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Freehold in development</title>
            <style>
            body { max-width: 50em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 sans-serif; color: #222; background: #fff }
            article { border-top: 1px solid #bbb; padding: .5em 0; overflow-wrap: anywhere }
            pre { white-space: pre-wrap; font: inherit; margin: .5em 0 }
            header { color: #555 }
            </style>
            </head>
            <body>
            <h1>Freehold in development</h1>
            <p><a href="/dev/shop/">Sample shop</a> · <a href="/sign-in">Sign in</a> · <a href="/reference">API reference</a> · <a href="/dev/inbox">Messages as JSON</a> · <a href="/dev/clock">Clock</a></p>
            <h2>Captured messages</h2>
            <p>Nothing leaves this machine. Newest first; load the page again to see more.</p>

            """);
        foreach (var captured in http.RequestServices.GetRequiredService<CapturedMessages>().NewestFirst(null)) Append(page, captured);
        page.Append("</body>\n</html>\n");

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        await http.Response.WriteAsync(page.ToString(), http.RequestAborted);
    }

    private static void Append(StringBuilder page, CapturedMessage captured)
    {
        var message = captured.Message;
        page.Append("<article>\n<header>").Append(message.Channel == MessageChannel.Sms ? "SMS" : "E-mail").Append(" to ").Append(Escape(message.To))
            .Append(", ").Append(captured.At.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)).Append(" UTC</header>\n");
        if (message.Subject is not null) page.Append("<h3>").Append(Escape(message.Subject)).Append("</h3>\n");
        page.Append("<pre>").Append(Escape(message.Text)).Append("</pre>\n");
        if (captured.Link is { } link) page.Append("<p><a href=\"").Append(Escape(link)).Append("\">Open the link</a></p>\n");
        page.Append("</article>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
