using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Aimeos;

/// <summary>One request and its answer: who asks, what was asked for, and the envelope (<c>meta</c>, <c>links</c>) around what is answered.</summary>
internal sealed class Exchange
{
    private CookieSession? cookie;
    private JsonBuffer? answer;

    public Exchange(HttpContext http, string resource)
    {
        Http = http;
        Options = http.RequestServices.GetRequiredService<AimeosOptions>();
        Locations = http.RequestServices.GetRequiredService<Locations>();
        Query = Parameters.Parse(http.Request.QueryString.Value, Options.Prefix);
        Resource = resource.Length == 0 ? Query["resource"] ?? "" : resource;
    }

    public HttpContext Http { get; }

    public AimeosOptions Options { get; }

    public Locations Locations { get; }

    public Parameters Query { get; }

    /// <summary>The resource that is asked for; <c>""</c> is the base.</summary>
    public string Resource { get; }

    /// <summary>The sub-resource; null when the resource itself is meant.</summary>
    public string? Related => Query.Has("related") ? Query["related"] ?? "" : null;

    /// <summary>The one entry of a sub-resource that is meant; null means all of them.</summary>
    public string? RelatedId => Query.Has("relatedid") ? Query["relatedid"] ?? "" : null;

    /// <summary>The domains whose list entries are asked for: what <c>include</c> names beside addresses and properties, or the resource whose relationships are meant.</summary>
    public IReadOnlyCollection<string> Domains => field ??= Resource != "customer" ? [Resource] : Includes.Length == 0 ? [] : [.. Includes.Where(name => name is not (AddressResource.TypeName or PropertyResource.TypeName))];

    /// <summary>The names that <c>include</c> lists.</summary>
    public string[] Includes => field ??= Query.List("include");

    /// <summary>The language in which properties show.</summary>
    public string Language => LanguageTag.Parse(Query["locale"], "locale").Is(out var asked, out _) ? asked.Text : Http.RequestServices.GetRequiredService<FreeholdOptions>().Locale;

    /// <summary>The day, for the check of birthdays.</summary>
    public DateOnly Today => Http.RequestServices.GetRequiredService<TimeProvider>().Today();

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Who presents a session; null is nobody. Whether the session is good, the operation tells.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>Whether the request came with a bearer token: cookies are then ignored, and no forgery is possible.</summary>
    public bool ByBearer { get; private set; }

    /// <summary>Reads the credentials; the failure of a bearer that is not good.</summary>
    public async ValueTask<Failure?> IdentifyAsync()
    {
        if (!Credentials.ArePresented(Http.Request))
        {
            cookie = SessionCookie.Read(Http);
            if (cookie is { } shown) Caller = SessionCookie.Caller(Http, shown, Via);
            return null;
        }

        ByBearer = true;
        var token = await Credentials.BearerAsync(Http);
        if (Credentials.Refusal(Http, token, Access.CustomerOrNobody) is { } refusal) return new Failure(refusal);
        if (token!.Realm == TokenRealm.Client) Caller = new Caller(token.Customer, token.Session, ClientOrigin.Of(Http, Via));
        return null;
    }

    /// <summary>Whether the request carries the token that its cookie stands for.</summary>
    public bool PassesCsrf()
    {
        if (ByBearer) return true;
        var id = Caller?.Session ?? VisitorCookie.Read(Http);
        var sent = Query[CsrfName] is { Length: > 0 } asked ? asked : CsrfTokens.SentIn(Http.Request);
        return id is not null && CsrfTokens.Match(Secrets, id, sent);
    }

    /// <summary>The account of the caller as it stood before a write; null is nobody.</summary>
    public Account? Account { get; private set; }

    /// <summary>Reads <see cref="Account"/>; false for a bearer whose session is over. A cookie whose session is over is nobody's.</summary>
    public async Task<bool> ResolveAsync()
    {
        if (Caller is null) return true;
        Account = await Http.RequestServices.GetRequiredService<Profiles>().ReadAsync(Caller, Aborted);
        return Account is not null || Forget();
    }

    /// <summary>The session is over: whoever asks is nobody from here on, and the browser drops its cookie. False for a bearer, which is refused instead.</summary>
    public bool Forget()
    {
        if (cookie is not null) SessionCookie.Clear(Http);
        cookie = null;
        Caller = null;
        return !ByBearer;
    }

    /// <summary>Where a request came from when nobody is signed in.</summary>
    public Origin Origin => ClientOrigin.Of(Http, Via);

    /// <summary>Starts an answer: headers, and the document up to <c>meta</c>, which the caller may go on with.</summary>
    public Utf8JsonWriter Begin(int status, int? total, bool cached = false)
    {
        var token = ByBearer ? null : CsrfTokens.For(Secrets, Caller?.Session ?? VisitorCookie.Read(Http) ?? VisitorCookie.Write(Http));
        Http.Response.StatusCode = status;
        Http.Response.ContentType = MediaType;
        Http.Response.Headers.CacheControl = cached && ByBearer ? "max-age=300" : "no-cache, private, no-store";
        var json = Writer();
        json.WriteStartObject();
        json.WriteStartObject("meta"u8);
        if (total is { } count) json.WriteNumber("total"u8, count);
        json.WriteString("prefix"u8, Options.Prefix);
        json.WriteString("content-baseurl"u8, Locations.ContentBase);
        if (token is not null)
        {
            json.WriteStartObject("csrf"u8);
            json.WriteString("name"u8, CsrfName);
            json.WriteString("value"u8, token);
            json.WriteEndObject();
        }

        return json;
    }

    /// <summary>Ends <c>meta</c> and writes <c>links</c> with <c>self</c>, which the caller may go on with.</summary>
    public void Links(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteStartObject("links"u8);
        json.WriteString("self"u8, Query.IsEmpty && Resource == "customer" ? Locations.Customer : Locations.Of(Resource, [.. Query.Self()]));
        if (Related is { } related && Routes.Canonical(related) == "relationships") json.WriteString("related"u8, Locations.Of(Resource, [.. Query.Self(without: "relatedid")]));
    }

    /// <summary>The writer of the answer's document, which <see cref="EndAsync"/> ends.</summary>
    public Utf8JsonWriter Writer()
    {
        answer = JsonBuffer.Rent(indented: Query["pretty"] is not (null or "0"));
        return answer.Writer;
    }

    /// <summary>Ends the document and sends it.</summary>
    public Task EndAsync(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        return answer!.SendAsync(Http, Http.Response.StatusCode, MediaType);
    }

    public const string MediaType = "application/vnd.api+json";

    private const string CsrfName = "_token";

    private string Via => field ??= $"aimeos/{Http.Request.Method} {Resource}";

    private Secrets Secrets => Http.RequestServices.GetRequiredService<Secrets>();
}
