using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Freehold.Http.Tests.Synerise;

/// <summary>Speaks the Synerise dialect to a server as a shop's app does.</summary>
internal sealed class Shop(TestServer server)
{
    public const string ProfileKey = "01234abc-1234-5678-9abc-def012345678";
    public const string BusinessKey = "99999abc-1234-5678-9abc-def012345678";
    public const string Password = "correct horse";

    private int customers;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestServer Server => server;

    public async Task<string> AnonymousTokenAsync() =>
        (await PostAsync("/sauth/v3/auth/login/client/anonymous", null, $$"""{"apiKey":"{{ProfileKey}}"}""")).Json["token"]!.GetValue<string>();

    public async Task<string> BusinessTokenAsync() =>
        (await PostAsync("/uauth/v2/auth/login/profile", null, $$"""{"apiKey":"{{BusinessKey}}"}""")).Json["token"]!.GetValue<string>();

    public async Task<Answer> RegisterAsync(string body) => await PostAsync("/sauth/clients/registered", await AnonymousTokenAsync(), body);

    public Task<Answer> SignInAsync(string email, string password) =>
        PostAsync("/sauth/v3/auth/login/client", null, $$"""{"apiKey":"{{ProfileKey}}","identityProvider":"SYNERISE","email":"{{email}}","password":"{{password}}"}""");

    /// <summary>A registered and signed-in customer; more members of the registration may be given as JSON.</summary>
    public async Task<Customer> CustomerAsync(string? more = null, string? email = null)
    {
        email ??= $"anna{++customers}@example.com";
        var made = await RegisterAsync($$"""{"email":"{{email}}","password":"{{Password}}"{{(more is null ? "" : "," + more)}}}""");
        Assert.Equal(200, made.Status);
        var signedIn = await SignInAsync(email, Password);
        return new Customer(this, email, signedIn.Json["token"]!.GetValue<string>());
    }

    public Task<Answer> GetAsync(string path, string? token) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    public Task<Answer> PostAsync(string path, string? token, string body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, token);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, string? token)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await server.Client.SendAsync(request, Ct);
        return new Answer(response, await response.Content.ReadAsStringAsync(Ct));
    }
}

/// <summary>A signed-in customer.</summary>
internal sealed record Customer(Shop Shop, string Email, string Token)
{
    public Task<Answer> GetAsync(string path) => Shop.GetAsync(path, Token);

    public Task<Answer> PostAsync(string path, string body) => Shop.PostAsync(path, Token, body);

    public Task<Answer> ReadAsync() => GetAsync("/v4/my-account/personal-information");

    public Task<Answer> UpdateAsync(string body) => PostAsync("/v4/my-account/personal-information", body);
}

/// <summary>An answer with its text.</summary>
internal sealed record Answer(HttpResponseMessage Response, string Text)
{
    public int Status => (int)Response.StatusCode;

    public JsonNode Json => JsonNode.Parse(Text) ?? throw new JsonException("null");

    /// <summary>The fields that an error names, in order.</summary>
    public string[] Fields => [.. Json["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>())];
}
