using System.Diagnostics;
using System.Net;
using System.Web;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>The npm package <c>oidc-provider</c> under Node, installed once from its lock file into <c>artifacts</c>.</summary>
internal sealed class OpenIdProcess : IAsyncDisposable
{
    private readonly Process process;

    private OpenIdProcess(Process process, string issuer)
    {
        this.process = process;
        Issuer = issuer;
    }

    public string Issuer { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<OpenIdProcess> StartAsync()
    {
        var folder = await NodePackages.InstallAsync("tests/Freehold.Http.Tests/IdentityProviders/OpenId", "openid-provider");
        var process = Process.Start(new ProcessStartInfo("node", "provider.mjs") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var warnings = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var issuer = await process.StandardOutput.ReadLineAsync(Ct);
        return issuer is null ? throw new InvalidOperationException(await warnings) : new OpenIdProcess(process, issuer);
    }

    /// <summary>Signs a person in as a browser does; what the provider gives to the application.</summary>
    public async Task<(string IdToken, string AccessToken)> SignInAsync(string person, string client = "shop", string nonce = "n-1")
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var next = new Uri($"{Issuer}/auth?client_id={client}&response_type=id_token%20token&scope=openid%20email&nonce={nonce}&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&login_hint={Uri.EscapeDataString(person)}");
        for (var i = 0; i < 5 && next.IsLoopback; i++)
        {
            using var answer = await browser.GetAsync(next, Ct);
            next = answer.Headers.Location is { } location ? new Uri(next, location) : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Ct));
        }

        var given = HttpUtility.ParseQueryString(next.Fragment.TrimStart('#'));
        return (given["id_token"] ?? throw new InvalidOperationException(next.ToString()), given["access_token"]!);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
