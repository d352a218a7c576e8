using Freehold.Http;

namespace Freehold.Aimeos;

/// <summary>What the API reference says of the dialect: its routes take every resource and method, so each call is told by itself.</summary>
internal static class AimeosReference
{
    private const string Anna = "\"customer.email\":\"anna@example.com\",\"customer.firstname\":\"Anna\",\"customer.lastname\":\"Berg\"";
    private const string Registered = "{\"data\":{\"attributes\":{" + Anna + ",\"customer.password\":\"correct horse\"}}}";
    private const string Changed = """{"data":{"attributes":{"customer.city":"Oslo"}}}""";
    private const string Token = "_token";
    private static readonly string[] Related = ["related", "relatedid", "include", "locale"];
    private static readonly string[] Discovery = ["locale", "currency"];

    public static readonly Dialect Dialect = new(
        "Aimeos",
        Exchange.MediaType,
        """{"errors":[{"status":"422","code":"too_long","title":"Value is too long","source":{"pointer":"/data/attributes/customer.city"}}]}""",
        TakesCookies: true,
        (_, _) => null)
    {
        Parameters = new Dictionary<string, ParameterKind> { ["page[offset]"] = ParameterKind.WholeNumber, ["page[limit]"] = ParameterKind.WholeNumber },
    };

    /// <summary>The calls of the base.</summary>
    public static readonly Described[] Base =
    [
        Call("OPTIONS", "/jsonapi", "Tells the resources and the token against forgery.", null, AimeosExamples.Resources, Discovery),
        Call("GET", "/jsonapi", "Says to use OPTIONS.", null, AimeosExamples.UseOptions),
    ];

    /// <summary>The calls of the resources.</summary>
    public static readonly Described[] Resources =
    [
        Call("OPTIONS", "/jsonapi/customer", "Tells the attributes and the token against forgery.", null, AimeosExamples.Attributes, "related"),
        Call("GET", "/jsonapi/customer", "The own account; with related=address, property or relationships what belongs to it.", null, AimeosExamples.Customer, [.. Related, "fields[customer]"]),
        Call("POST", "/jsonapi/customer", "Registers an account, or adds what is related. A cookie session sends the token as _token or X-CSRF-TOKEN.", Registered, AimeosExamples.Created, 201, [.. Related, Token]),
        Call("PATCH", "/jsonapi/customer", "Changes the own account, or what is related.", Changed, AimeosExamples.Customer, [.. Related, "fields[customer]", Token]),
        Call("DELETE", "/jsonapi/customer", "Deletes the own account, or what is related.", null, AimeosExamples.Deleted, ["id", .. Related, Token]),
        Call("OPTIONS", "/jsonapi/order", "Tells the resources and the token against forgery.", null, AimeosExamples.Resources, Discovery),
        Call("GET", "/jsonapi/order", "The own orders, newest first.", null, AimeosExamples.Orders, "id", "fields[order]", "page[offset]", "page[limit]"),
    ];

    private static Described Call(string method, string path, string summary, string? sends, string? answers, params string[] query) =>
        Call(method, path, summary, sends, answers, 200, query);

    private static Described Call(string method, string path, string summary, string? sends, string? answers, int status, params string[] query) =>
        new(summary) { Method = method, Path = path, Sends = sends, SendsType = sends is null ? null : Exchange.MediaType, Answers = answers, AnswersType = Exchange.MediaType, Status = status, Query = query };
}
