using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Freehold.Server;
using Freehold.Server.Configuration;
using Freehold.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Http.Tests.Host;

public sealed class Starting_in_Production
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["Freehold:PublicUrl"] = "https://accounts.example",
        ["Freehold:Workspace:Guid"] = "0f7a3c52-6d1e-4d0b-9a57-4b1f2f0e8a11",
        ["Freehold:Workspace:ProfileApiKey"] = "profile-key-of-this-deployment",
        ["Freehold:Workspace:BusinessApiKey"] = "business-key-of-this-deployment",
        ["Freehold:TrustedProxies"] = "127.0.0.1",
        ["Freehold:Mail:Host"] = "mail.example",
        ["Freehold:Mail:From"] = "shop@example.com",
        ["urls"] = "http://127.0.0.1:0",
    };

    [Fact]
    public async Task gives_cookies_that_travel_by_https_alone_and_that_no_other_host_can_set()
    {
        var ct = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string?>(Complete) { ["Freehold:Passwords:MemoryKib"] = "7168" };
        settings.Remove("urls");
        await using var server = await TestServer.StartAsync(settings: settings, environment: "Production");
        var wanted = new NewAccount { Email = EmailAddress.Parse("anna@example.com", "email").Value, Password = "correct horse" };
        Assert.Null((await server.Services.GetRequiredService<Registrations>().RegisterAsync(wanted, new Origin("192.0.2.1", "test"), ct)).Failure);

        using var body = new StringContent("""{"email":"anna@example.com","password":"correct horse"}""", System.Text.Encoding.UTF8, "application/json");
        using var signedIn = await server.Client.PostAsync("/account/v1/session", body, ct);
        using var visitor = await server.Client.GetAsync("/jsonapi/customer", ct);

        string[] cookies = [.. signedIn.Headers.GetValues("Set-Cookie"), .. visitor.Headers.GetValues("Set-Cookie")];
        Assert.Equal(["__Host-freehold", "__Host-freehold-device", "__Host-freehold-visitor"], cookies.Select(cookie => cookie.Split('=')[0]));
        Assert.All(cookies, cookie => Assert.EndsWith("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task writes_a_log_whose_every_line_says_when_in_utc()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var settings = Complete.Where(setting => setting.Key != "urls").ToDictionary(setting => setting.Key, setting => setting.Value!);
        await using var server = await FreeholdProcess.StartAsync(folder["data"], ct, settings, "Production");
        Assert.Equal(0, await server.StopAsync(ct));

        var now = TimeProvider.System.GetUtcNow();
        var lines = server.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.InRange(JsonNode.Parse(line)!["Timestamp"]!.GetValue<DateTimeOffset>(), now.AddMinutes(-5), now));
    }

    [Theory]
    [InlineData("Freehold:PublicUrl", null)]
    [InlineData("Freehold:PublicUrl", "accounts.example")]
    [InlineData("Freehold:PublicUrl", "http://accounts.example")]
    [InlineData("Freehold:PublicUrl", "HTTP://localhost.example")]
    [InlineData("Freehold:PublicUrl", "https://accounts.example/?a=b")]
    [InlineData("Freehold:PublicUrl", "https://accounts.example/#a")]
    [InlineData("Freehold:Workspace:Guid", null)]
    [InlineData("Freehold:Workspace:ProfileApiKey", null)]
    [InlineData("Freehold:Workspace:BusinessApiKey", null)]
    [InlineData("Freehold:Workspace:BusinessApiKey", "99999abc-1234-5678-9abc-def012345678")]
    [InlineData("Freehold:Workspace:ProfileApiKey", "01234ABC-1234-5678-9ABC-DEF012345678")]
    [InlineData("Freehold:TrustedProxies", null)]
    [InlineData("Freehold:Origins:0", "shop.example")]
    [InlineData("Freehold:Origins:0", "https://shop.example/")]
    [InlineData("Freehold:Events:RetentionDays:client.add", "x")]
    [InlineData("Freehold:Events:RetentionDays:client.add", "-3")]
    [InlineData("Freehold:Events:RetentionDays:client.add", "4000000")]
    [InlineData("Freehold:Events:MostTold", "0")]
    [InlineData("Freehold:SignIn:SessionLifetime", "0")]
    [InlineData("Freehold:SignIn:Proof", "soon")]
    [InlineData("Freehold:SignIn:FailuresPerAccount", "101")]
    [InlineData("Freehold:Codes:Lifetime", "02:00:00")]
    [InlineData("Freehold:Codes:Tries", "0")]
    [InlineData("Freehold:Codes:PerDay", "1000")]
    [InlineData("Freehold:Links:Verify", "00:30:00")]
    [InlineData("Freehold:Links:Undo", "00:00:07")]
    [InlineData("Freehold:Deletion:GraceDays", "-1")]
    [InlineData("Freehold:Deletion:UnprovedGraceHours", "-1")]
    [InlineData("Freehold:Mail:Ca", "x")]
    [InlineData("Freehold:Mail:Ca", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [InlineData("Freehold:Mail:Ca", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("Logging:LogLevel:Default", "Foo")]
    [InlineData("Logging:Console:LogLevel:Freehold", "Foo")]
    [InlineData("urls", "http://localhost:0")]
    [InlineData("urls", "http://127.0.0.1:8000/accounts")]
    public void is_refused_in_one_line_that_names_the_setting(string setting, string? value)
    {
        var refused = Assert.Throws<BadSettingException>(() => Build(new Dictionary<string, string?>(Complete) { [setting] = value }));

        Assert.Contains(setting.Replace(":0", "", StringComparison.Ordinal), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("https://accounts.example/customers")]
    [InlineData("http://localhost:8000")]
    [InlineData("http://127.0.0.1:8000")]
    [InlineData("http://[::1]:8000")]
    public async Task takes_an_address_whose_links_nobody_can_read_on_their_way(string publicUrl)
    {
        await using var app = Build(new Dictionary<string, string?>(Complete) { ["Freehold:PublicUrl"] = publicUrl });

        Assert.Equal(publicUrl, ((FreeholdOptions)app.Services.GetService(typeof(FreeholdOptions))!).PublicUrl);
    }

    [Fact]
    public async Task takes_secrets_from_files()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["key"], "from-a-file\n", TestContext.Current.CancellationToken);

        await using var app = Build(new Dictionary<string, string?>(Complete) { ["Freehold:Workspace:BusinessApiKey"] = null, ["Freehold:Workspace:BusinessApiKeyFile"] = folder["key"] });

        Assert.Equal("from-a-file", ((FreeholdOptions)app.Services.GetService(typeof(FreeholdOptions))!).Workspace.BusinessApiKey);
    }

    [Fact]
    public async Task serves_https_with_a_certificate_of_its_own()
    {
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=accounts.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(folder["certificate.pem"], certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["key.pem"], key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        var url = $"https://127.0.0.1:{FreePort.Next()}";
        await using var app = Build(new Dictionary<string, string?>(Complete)
        {
            ["Freehold:Data"] = folder["data"],
            ["Freehold:TrustedProxies"] = null,
            ["urls"] = url,
            ["Kestrel:Certificates:Default:Path"] = folder["certificate.pem"],
            ["Kestrel:Certificates:Default:KeyPath"] = folder["key.pem"],
        });
        await app.Services.GetRequiredService<Database>().MigrateAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.Thumbprint } });

        using var answer = await client.GetAsync($"{url}/health/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void refuses_a_secret_that_is_given_twice()
    {
        var refused = Assert.Throws<BadSettingException>(() => Build(new Dictionary<string, string?>(Complete) { ["Freehold:Workspace:BusinessApiKeyFile"] = "/dev/null" }));

        Assert.Contains("Freehold:Workspace:BusinessApiKey", refused.Message, StringComparison.Ordinal);
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Build(Dictionary<string, string?> settings) =>
        Application.Build(["--environment", "Production"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Logging.ClearProviders();
        });
}
