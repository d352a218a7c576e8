using Freehold.Http;

namespace Freehold.Aimeos;

/// <summary>What the API reference says of the dialect: its routes take every resource and method, so each call is told by itself.</summary>
internal static class AimeosReference
{
    private const string Anna = "\"customer.email\":\"anna@example.com\",\"customer.firstname\":\"Anna\",\"customer.lastname\":\"Berg\"";
    private const string Registered = "{\"data\":{\"attributes\":{" + Anna + ",\"customer.password\":\"correct horse\"}}}";
    private const string Changed = """{"data":{"attributes":{"customer.city":"Oslo"}}}""";
    private const string Answer = """{"meta":{"total":1,"prefix":null,"content-baseurl":"http://localhost:8000/","csrf":{"name":"_token","value":"…"}},"links":{"self":{"href":"http://localhost:8000/jsonapi/customer","allow":["GET"]}},"data":{"id":"7","type":"customer","attributes":{""" + Anna + "}}}";
    private const string Discovered = """{"meta":{"prefix":null,"content-baseurl":"http://localhost:8000/","csrf":{"name":"_token","value":"…"},"resources":{"customer":"http://localhost:8000/jsonapi/customer"}}}""";
    private static readonly string[] Related = ["related", "relatedid"];

    public static readonly Dialect Dialect = new(
        "Aimeos",
        Exchange.MediaType,
        """{"errors":[{"status":"422","code":"too_long","title":"Value is too long","source":{"pointer":"/data/attributes/customer.city"}}]}""",
        TakesCookies: true,
        (_, _) => null);

    /// <summary>The calls of the base.</summary>
    public static readonly Described[] Base = [Call("OPTIONS", "/jsonapi", "Tells the resources and the token against forgery.", null, Discovered), Call("GET", "/jsonapi", "Says to use OPTIONS.", null, null)];

    /// <summary>The calls of the resources.</summary>
    public static readonly Described[] Resources =
    [
        Call("OPTIONS", "/jsonapi/customer", "Tells the attributes and the token against forgery.", null, Discovered, Related),
        Call("GET", "/jsonapi/customer", "The own account; with related=address, property or relationships what belongs to it.", null, Answer, "include", "fields[customer]", "related", "relatedid"),
        Call("POST", "/jsonapi/customer", "Registers an account, or adds what is related. A cookie session sends the token as _token or X-CSRF-TOKEN.", Registered, Answer, 201, Related),
        Call("PATCH", "/jsonapi/customer", "Changes the own account, or what is related.", Changed, Answer, Related),
        Call("DELETE", "/jsonapi/customer", "Deletes the own account, or what is related.", null, Answer, Related),
        Call("OPTIONS", "/jsonapi/order", "Tells the resources and the token against forgery.", null, Discovered),
        Call("GET", "/jsonapi/order", "The own orders.", null, """{"meta":{"total":1},"data":[{"id":"1","type":"order","attributes":{}}]}""", "id", "page[offset]", "page[limit]"),
    ];

    private static Described Call(string method, string path, string summary, string? sends, string? answers, params string[] query) =>
        Call(method, path, summary, sends, answers, 200, query);

    private static Described Call(string method, string path, string summary, string? sends, string? answers, int status, params string[] query) =>
        new(summary) { Method = method, Path = path, Sends = sends, SendsType = sends is null ? null : Exchange.MediaType, Answers = answers, AnswersType = Exchange.MediaType, Status = status, Query = query };
}
