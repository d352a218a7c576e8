using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Freehold.AccountApi;
using Freehold.Aimeos;
using Freehold.IdentityProviders;
using Freehold.Messaging;
using Freehold.Sqlite;
using Freehold.Storage;
using Freehold.Synerise;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Freehold.Http.Tests.Host;

public sealed class Mounting_in_another_application
{
    private const string Password = "correct horse battery";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task serves_every_interface_below_a_path_beside_a_sign_in_of_its_own()
    {
        using var folder = new TemporaryFolder();
        await using var app = await BuildAsync(Arguments(folder));
        await app.StartAsync(Ct);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };

        var visitor = await TokenAsync(client, "/my/sauth/v3/auth/login/client/anonymous", new { apiKey = "profile" });
        using var registered = await SendAsync(client, HttpMethod.Post, "/my/sauth/clients/registered", visitor, new { email = "anna@example.com", password = Password, firstName = "Anna" });
        var token = await TokenAsync(client, "/my/sauth/v3/auth/login/client", new { apiKey = "profile", identityProvider = "SYNERISE", email = "anna@example.com", password = Password });
        using var own = await SendAsync(client, HttpMethod.Get, "/my/v4/my-account/personal-information", token);
        using var customer = await SendAsync(client, HttpMethod.Get, "/my/jsonapi/customer", token);
        using var session = await SendAsync(client, HttpMethod.Post, "/my/account/v1/session", null, new { email = "anna@example.com", password = Password });
        using var page = await client.GetAsync("/", Ct);

        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
        Assert.Contains("\"firstName\":\"Anna\"", await own.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("https://shop.example/my/jsonapi/customer", await customer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.StartsWith("__Host-freehold=", session.Headers.GetValues("Set-Cookie").First(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Fact]
    public async Task reads_no_more_of_a_customer_than_the_server_does()
    {
        using var folder = new TemporaryFolder();
        await using var app = await BuildAsync(Arguments(folder));
        await app.StartAsync(Ct);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var path in new[] { "/my/sauth/v3/auth/login/client", "/my/account/v1/session" })
        {
            using var body = new StringContent("\"" + new string('x', 70_000) + "\"", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(path, body, Ct);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
    }

    [Fact]
    public async Task answers_the_head_without_a_body_over_HTTP_2()
    {
        using var folder = new TemporaryFolder();
        await using var app = await BuildAsync([.. Arguments(folder), "--Kestrel:EndpointDefaults:Protocols", "Http2"]);
        await app.StartAsync(Ct);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/my/jsonapi/customer") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact }, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task is_told_that_there_is_no_storage()
    {
        using var folder = new TemporaryFolder();
        await using var app = Bare(folder, _ => { });

        Assert.Contains("call UseSqlite() or UsePostgres(…)", (await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_told_that_the_database_was_not_migrated()
    {
        using var folder = new TemporaryFolder();
        await using var app = Bare(folder, freehold => freehold.UseSqlite());

        Assert.Contains("call MigrateAsync", (await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_told_that_the_database_is_of_an_older_version()
    {
        using var folder = new TemporaryFolder();
        await using var app = Bare(folder, freehold => freehold.UseSqlite());
        var database = app.Services.GetRequiredService<Database>();
        await database.MigrateAsync(Ct);
        await database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM migration WHERE name = (SELECT MAX(name) FROM migration)", Ct), Ct);

        Assert.Contains("not at this version", (await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_told_what_an_interface_lacks()
    {
        using var folder = new TemporaryFolder();
        await using var nothing = WebApplication.CreateSlimBuilder().Build();
        await using var core = Bare(folder, freehold => freehold.UseSqlite());
        await using var browsers = Bare(folder, freehold => freehold.UseSqlite().AddBrowsers());

        Assert.Equal("Synerise cannot be served: call services.AddFreehold(…) before the application is built.", Problem(() => nothing.MapSynerise()));
        Assert.Equal("Account cannot be served: call AddBrowsers() on what services.AddFreehold(…) returned before the application is built.", Problem(() => core.MapAccount()));
        Assert.Equal("Aimeos cannot be served: call services.AddAimeos(…) before the application is built.", Problem(() => browsers.MapAimeos()));
    }

    [Fact]
    public void is_told_which_setting_cannot_work()
    {
        var problem = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddFreehold(new FreeholdOptions { Locale = "Klingon" }));

        Assert.Equal("Freehold:Locale: Klingon is no language such as en or de_CH.", problem.Message);
    }

    [Fact]
    public async Task is_shown_by_its_page_as_it_is_done_here()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/embedding.md"), Ct);
        var here = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/Freehold.Http.Tests/Host/Mounting_in_another_application.cs"), Ct);

        var shown = page.Split("```csharp\n")[1].Split("```")[0];

        Assert.Contains(Unindented(shown), Unindented(here), StringComparison.Ordinal);
    }

    private static async Task<WebApplication> BuildAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddStaffSignIn(); // whatever the application has of its own

        var options = new FreeholdOptions { PublicUrl = "https://shop.example/my" };
        builder.Configuration.GetSection("Freehold").Bind(options);
        builder.Services.AddFreehold(options)
            .UseSqlite()
            .SendMail(builder.Configuration.GetSection("Freehold:Mail").Get<MailOptions>() ?? new MailOptions())
            .AddIdentityProviders(new IdentityProviderOptions())
            .AddBrowsers(secure: !builder.Environment.IsDevelopment());
        builder.Services.AddAimeos(new AimeosOptions());

        var app = builder.Build();
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        app.MapGet("/", () => "The application's own page");

        var accounts = app.MapGroup("/my").AllowAnonymous();
        accounts.MapAccount();
        accounts.MapAimeos();
        accounts.MapSynerise();
        return app;
    }

    private static string[] Arguments(TemporaryFolder folder) =>
    [
        "--urls", $"http://127.0.0.1:{FreePort.Next()}", "--environment", "Production", "--Logging:LogLevel:Default", "None",
        "--Freehold:Data", folder.Path, "--Freehold:Workspace:ProfileApiKey", "profile", "--Freehold:Passwords:QueueSeconds", "30",
        "--Freehold:Mail:Host", "127.0.0.1", "--Freehold:Mail:Port", $"{FreePort.Next()}", "--Freehold:Mail:Security", "None", "--Freehold:Mail:From", "shop@example.com",
    ];

    private static WebApplication Bare(TemporaryFolder folder, Action<FreeholdServices> add)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", $"http://127.0.0.1:{FreePort.Next()}"]);
        builder.Logging.ClearProviders();
        add(builder.Services.AddFreehold(new FreeholdOptions { Data = folder.Path }));
        return builder.Build();
    }

    private static string Problem(Action map) => Assert.Throws<InvalidOperationException>(map).Message;

    private static string Unindented(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));

    private static async Task<string> TokenAsync(HttpClient client, string path, object body)
    {
        using var answer = await SendAsync(client, HttpMethod.Post, path, null, body);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("token").GetString()!;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string? token, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client.SendAsync(request, Ct);
    }
}

/// <summary>The sign-in of an application of its own, which everything asks for that says nothing else.</summary>
internal static class StaffSignIn
{
    public static void AddStaffSignIn(this IServiceCollection services)
    {
        services.AddAuthentication("staff").AddScheme<AuthenticationSchemeOptions, Nobody>("staff", null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder("staff").RequireAuthenticatedUser().Build());
    }

    private sealed class Nobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
