using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>A browser in a shop: keeps cookies as curl does with <c>-b -c</c>, and sends the token of the last answer with each write.</summary>
internal sealed class Shop(TestServer server) : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly HttpClient client = server.NewClient(cookies: true);

    public string? Token { get; set; }

    public string? Bearer { get; set; }

    public Task<Answer> OptionsAsync(string target = "/jsonapi/customer") => SendAsync(HttpMethod.Options, target);

    public Task<Answer> GetAsync(string target = "/jsonapi/customer") => SendAsync(HttpMethod.Get, target);

    public Task<Answer> PostAsync(string body, string target = "/jsonapi/customer") => SendAsync(HttpMethod.Post, target, body);

    public Task<Answer> PatchAsync(string body, string target = "/jsonapi/customer") => SendAsync(HttpMethod.Patch, target, body);

    public Task<Answer> DeleteAsync(string target = "/jsonapi/customer", string? body = null) => SendAsync(HttpMethod.Delete, target, body);

    /// <summary>A body of one entry with these attributes.</summary>
    public static string Data(string attributes) => """{"data":{"attributes":{""" + attributes + "}}}";

    /// <summary>Registers; the id.</summary>
    public async Task<string> RegisterAsync(string email, string attributes = "")
    {
        if (Token is null) await OptionsAsync("/jsonapi");
        var made = await PostAsync(Data($$""" "customer.email":"{{email}}","customer.password":"{{Password}}"{{attributes}} """));
        Assert.Equal(201, made.Status);
        return (string)made.Json!["data"]!["id"]!;
    }

    /// <summary>Signs in with a cookie.</summary>
    public async Task SignInAsync(string email, string password = Password)
    {
        var begun = await SendAsync(HttpMethod.Post, "/account/v1/session", JsonSerializer.Serialize(new { email, password }), token: false);
        Assert.Equal(200, begun.Status);
        Token = (string)(await SendAsync(HttpMethod.Get, "/account/v1/session")).Json!["csrfToken"]!;
    }

    /// <summary>A browser in which a new customer is signed in.</summary>
    public static async Task<Shop> OfAsync(TestServer server, string email = "anna@example.com", string attributes = "")
    {
        var shop = new Shop(server);
        await shop.RegisterAsync(email, attributes);
        await shop.SignInAsync(email);
        return shop;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string target, string? body = null, bool token = true, string contentType = "application/json")
    {
        var writes = method != HttpMethod.Get && method != HttpMethod.Options;
        if (target.StartsWith("/jsonapi", StringComparison.Ordinal) && writes && token && Token is not null && Bearer is null && !target.Contains("_token=", StringComparison.Ordinal))
            target += (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "_token=" + Token;
        using var request = new HttpRequestMessage(method, target);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        if (Bearer is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Bearer);
        if (target.StartsWith("/account", StringComparison.Ordinal) && writes && token && Token is not null) request.Headers.Add("X-CSRF-TOKEN", Token);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = new Answer((int)response.StatusCode, response, text.Length == 0 ? null : JsonNode.Parse(text));
        if (answer.Json?["meta"]?["csrf"]?["value"] is { } fresh) Token = (string)fresh!;
        return answer;
    }

    public void Dispose() => client.Dispose();
}

/// <summary>An answer as a client sees it.</summary>
internal sealed record Answer(int Status, HttpResponseMessage Response, JsonNode? Json)
{
    public string? Title => (string?)Json?["errors"]?[0]?["title"];

    public string? Code => (string?)Json?["errors"]?[0]?["code"];

    public JsonNode? Attribute(string name) => Json?["data"]?["attributes"]?[name];
}
