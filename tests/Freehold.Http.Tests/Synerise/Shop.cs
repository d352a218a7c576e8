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

    /// <summary>The header by which the business side signs its calls without a token.</summary>
    public static readonly string Basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"11111111-2222-3333-4444-555555555555:{BusinessKey}"));

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

    /// <summary>What was sent to an e-mail or phone, newest first.</summary>
    public async Task<JsonArray> InboxAsync(string to) => (await GetAsync($"/dev/inbox?to={Uri.EscapeDataString(to)}", null)).Json.AsArray();

    /// <summary>The code in the newest message to an e-mail or phone.</summary>
    public async Task<string> CodeAsync(string to) => (await InboxAsync(to)).First(message => message!["code"] is not null)!["code"]!.GetValue<string>();

    /// <summary>A code that is not the one given.</summary>
    public static string Other(string code) => code == "000000" ? "000001" : "000000";

    public Task<Answer> GetAsync(string path, string? token) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    public Task<Answer> PostAsync(string path, string? token, string body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, token);
    }

    /// <summary>Sends in chunks, without a length, as the published PHP client does.</summary>
    public Task<Answer> PostInChunksAsync(string path, string? token, string body)
    {
        var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=UTF-8");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        return SendAsync(request, token);
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

    public Task<Answer> RequestEmailAsync(string email, string password = Shop.Password) =>
        PostAsync("/sauth/my-account/email-change/request", $$"""{"email":"{{email}}","password":"{{password}}","uuid":"07243772-008a-42e1-ba37-c3807cebde8f","deviceId":"b3f56868"}""");

    public Task<Answer> ConfirmEmailAsync(string token, string more = "") =>
        PostAsync("/sauth/my-account/email-change/confirmation", $$"""{"token":"{{token}}"{{more}}}""");

    /// <summary>As the documented curl sends it: JSON that calls itself a form.</summary>
    public Task<Answer> RequestPhoneAsync(string phone) =>
        Shop.PostAsync("/v4/my-account/phone-update/request", Token, $$"""{"phone":"{{phone}}"}""", "application/x-www-form-urlencoded");

    public Task<Answer> ConfirmPhoneAsync(string phone, string code, string more = "") =>
        Shop.PostAsync("/v4/my-account/phone-update/confirmation", Token, $$"""{"phone":"{{phone}}","confirmationCode":"{{code}}","deviceId":"d"{{more}}}""", "application/x-www-form-urlencoded");

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
