using Freehold.Http;
using Freehold.Server.Pages;
using static Freehold.Server.Pages.Page;

namespace Freehold.Server.Reference;

/// <summary><c>/reference</c>: every call with its example as a command line, without scripts.</summary>
internal static class ReferencePage
{
    public static Task ShowAsync(HttpContext http)
    {
        var url = http.RequestServices.GetRequiredService<FreeholdOptions>().PublicUrl;
        var calls = Call.All(http.RequestServices.GetRequiredService<EndpointDataSource>());
        var content = Markup($"<p>Also as <a href=\"{url}/openapi/v1.json\">OpenAPI 3.1</a>.</p>");
        foreach (var group in calls.GroupBy(call => call.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            content.AppendFormatted(Markup($"<section><h2>{group.Key}</h2>"));
            foreach (var call in group) content.AppendFormatted(Entry(call, url));
            if (group.First().Dialect is { } dialect) content.AppendFormatted(Markup($"<h3>Errors</h3><p>{dialect.ErrorType}</p><pre>{dialect.Error}</pre>"));
            content.AppendLiteral("</section>");
        }

        return WriteAsync(http, StatusCodes.Status200OK, "en", "API reference", null, content);
    }

    private static Html Entry(Call call, string url)
    {
        var query = call.Described is { Query: { Count: > 0 } names } ? Markup($"<p>Query: {string.Join(", ", names)}</p>") : Html.None;
        var answer = call.Described?.Answers is { } example ? Markup($"<pre>{example}</pre>") : Html.None;
        return Markup(
            $"""
            <h3>{call.Method} {call.Path}</h3><p>{call.Described?.Summary} <em>{call.Callers}.</em></p>{query}
            <pre>{Curl(call, url)}</pre>{answer}
            """);
    }

    private static string Curl(Call call, string url)
    {
        var line = $"curl -X {call.Method} '{url}{call.Path}'";
        if (call.Access != Access.Public) line += call.Access == Access.Business ? " -u \"$GUID:$KEY\"" : " -H \"Authorization: Bearer $TOKEN\"";
        if (call.Described?.SendsType is not { } type) return line;
        return line + $" -H 'Content-Type: {type}' " + (call.Described.Sends is { } example ? $"-d '{example}'" : type == "application/x-ndjson" ? "--data-binary @lines.ndjson" : "-d name=value");
    }
}
