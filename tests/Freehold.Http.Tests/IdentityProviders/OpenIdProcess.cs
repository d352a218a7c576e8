using System.Diagnostics;
using System.Net;
using System.Web;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>The npm package <c>oidc-provider</c> under Node, installed once from its lock file into <c>artifacts</c>.</summary>
internal sealed class OpenIdProcess : IAsyncDisposable
{
    // Once for all tests of this process: a file that is written again while another node reads it is an empty program.
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

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
        var folder = await Installed.Value.WaitAsync(Ct);
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

    private static async Task<string> InstallAsync()
    {
        var source = Path.Combine(Repository.Root, "tests/Freehold.Http.Tests/IdentityProviders/OpenId");
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts/openid-provider")).FullName;
        var stamp = Path.Combine(folder, "installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        File.Copy(Path.Combine(source, "provider.mjs"), Path.Combine(folder, "provider.mjs"), overwrite: true);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted) return folder;

        foreach (var name in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund --prefer-offline") { WorkingDirectory = folder, RedirectStandardError = true })!;
        var said = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci: {said}");
        await File.WriteAllTextAsync(stamp, wanted);
        return folder;
    }
}
