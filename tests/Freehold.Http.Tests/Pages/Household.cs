using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Pages;

/// <summary>A server with one customer, her browser and her mailbox.</summary>
internal sealed class Household : IAsyncDisposable
{
    public const string Password = "strongpassword";

    private static readonly Origin Origin = new("192.0.2.1", "test");

    private Household(TestServer server) => Server = server;

    public TestServer Server { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Household> StartAsync(string locale = "en") => new(await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Locale"] = locale }));

    public T Get<T>() where T : notnull => Server.Services.GetRequiredService<T>();

    public async Task<CustomerId> RegisterAsync(string email, string? password = Password, string? language = null)
    {
        var profile = new ProfileChange();
        profile.Fields[ProfileField.FirstName] = "Anna";
        if (language is not null) profile.Fields[ProfileField.LanguageId] = language;
        var made = await Get<Registrations>().RegisterAsync(new NewAccount { Email = Email(email), Password = password, Profile = profile }, Origin, Ct);
        return made.Value.Id;
    }

    /// <summary>Signs in on the page, as a browser with a cookie jar.</summary>
    public async Task<HttpClient> BrowserAsync(string login, string password = Password)
    {
        var browser = Server.NewClient(cookies: true);
        var answer = await PostAsync(browser, "/sign-in", ("login", login), ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return browser;
    }

    public async Task<Caller> CallerAsync(string login, string password = Password)
    {
        var browser = (await Get<SignIns>().InBrowserAsync(login, password, Origin, Ct)).Value;
        return new Caller(browser.Customer, browser.Cookie.SessionId(), Origin);
    }

    public async Task ChangeEmailAsync(string login, string email)
    {
        var changed = await Get<Profiles>().UpdateAsync(await CallerAsync(login), new ProfileChange { Email = Email(email), ProofNeeded = TimeSpan.FromMinutes(5) }, Ct);
        Assert.Null(changed.Failure);
    }

    /// <summary>The path of the link in the newest message to somebody.</summary>
    public async Task<string> LinkAsync(string to, string? subject = null)
    {
        using var inbox = JsonDocument.Parse(await Server.Client.GetStringAsync($"/dev/inbox?to={Uri.EscapeDataString(to)}", Ct));
        foreach (var message in inbox.RootElement.EnumerateArray())
            if (message.GetProperty("link").GetString() is { } link && (subject is null || message.GetProperty("subject").GetString() == subject)) return new Uri(link).AbsolutePath;
        throw new InvalidOperationException($"No link went to {to}.");
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields) =>
        browser.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value)), Ct);

    public Task<bool> CanSignInAsync(string login, string password) =>
        Get<SignIns>().InBrowserAsync(login, password, Origin, Ct).ContinueWith(signedIn => signedIn.Result.Failure is null, Ct);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static EmailAddress Email(string text) => EmailAddress.Parse(text, "email").Value;
}
