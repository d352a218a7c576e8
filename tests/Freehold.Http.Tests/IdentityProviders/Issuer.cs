using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>A key of an issuer: RSA, or P-256.</summary>
internal sealed class IssuersKey(string name, bool isCurve = false) : IDisposable
{
    private readonly RSA? rsa = isCurve ? null : RSA.Create(2048);
    private readonly ECDsa? curve = isCurve ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;

    public string Name => name;

    public string Algorithm => isCurve ? "ES256" : "RS256";

    public JsonObject Published
    {
        get
        {
            if (rsa?.ExportParameters(false) is { } r) return new() { ["kty"] = "RSA", ["kid"] = name, ["n"] = Base64Url.EncodeToString(r.Modulus), ["e"] = Base64Url.EncodeToString(r.Exponent) };
            var point = curve!.ExportParameters(false).Q;
            return new() { ["kty"] = "EC", ["kid"] = name, ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
        }
    }

    public byte[] Sign(byte[] data) => rsa?.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? curve!.SignData(data, HashAlgorithmName.SHA256);

    public void Dispose()
    {
        rsa?.Dispose();
        curve?.Dispose();
    }
}

/// <summary>An OpenID issuer on a loopback port whose every word a test decides.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    private readonly WebApplication web;

    private Issuer(WebApplication web) => this.web = web;

    public string Url => web.Urls.Single();

    /// <summary>What is published.</summary>
    public List<IssuersKey> Keys { get; } = [new("first")];

    /// <summary>What is answered under a path in place of the usual: a body, a redirect to an address, or nothing at all where it is null.</summary>
    public ConcurrentDictionary<string, string?> Instead { get; } = new();

    /// <summary>How often the keys were asked for.</summary>
    public int Asked { get; private set; }

    public static async Task<Issuer> StartAsync()
    {
        var web = Loopback.Create();
        var issuer = new Issuer(web);
        web.Run(issuer.AnswerAsync);
        await web.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    /// <summary>A shop whose Google this is.</summary>
    public Task<App> AppAsync() => App.StartAsync(("IdentityProviders:Google:Issuer", Url), ("IdentityProviders:Google:Audience", "shop"));

    /// <summary>A shop that has the keys already: a busy machine may take longer to fetch them than customers would wait.</summary>
    public async Task<App> KnownToAsync(App app)
    {
        for (var tries = 0; tries < 20 && (await app.ConditionalAsync("GOOGLE", Token(app.Server.Clock.UtcNow))).Status == 503;) tries++;
        return app;
    }

    /// <summary>A token for the shop.</summary>
    /// <param name="now">When it is made.</param>
    /// <param name="key">The key that signs it; the first one where none is named.</param>
    /// <param name="change">Changes what it claims.</param>
    public string Token(DateTimeOffset now, IssuersKey? key = null, Action<JsonObject>? change = null)
    {
        key ??= Keys[0];
        var claims = new JsonObject
        {
            ["iss"] = Url,
            ["sub"] = "anna-sub",
            ["aud"] = "shop",
            ["email"] = "anna@example.com",
            ["email_verified"] = true,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        var said = $"{Write(new() { ["alg"] = key.Algorithm, ["kid"] = key.Name })}.{Write(claims)}";
        return $"{said}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(said)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        Keys.ForEach(key => key.Dispose());
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path == "/keys") Asked++;
        if (!Instead.TryGetValue(path, out var body))
        {
            body = path switch
            {
                "/.well-known/openid-configuration" => $$"""{"issuer":"{{Url}}","jwks_uri":"{{Url}}/keys"}""",
                "/keys" => new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Published)]) }.ToJsonString(),
                _ => null,
            };
        }

        if (body is null) await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else if (body.StartsWith("http", StringComparison.Ordinal)) http.Response.Redirect(body);
        else await http.Response.WriteAsync(body, http.RequestAborted);
    }

    private static string Write(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
