using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http.Tests.IdentityProviders;

/// <summary>Answers as Facebook's graph does, on a loopback port; tokens are those that a test gives it.</summary>
internal sealed class FacebookGraph : IAsyncDisposable
{
    public const string AppId = "1234567890";
    public const string Secret = "the application's secret";

    private readonly WebApplication graph;
    private readonly ConcurrentDictionary<string, (string AppId, string User, string? Email, bool Valid, DateTimeOffset? IssuedAt)> tokens = new();

    private FacebookGraph(WebApplication graph) => this.graph = graph;

    public string Url => graph.Urls.Single();

    /// <summary>While set, every answer is this status.</summary>
    public int? Fails { get; set; }

    /// <summary>While set, nothing is answered.</summary>
    public bool Hangs { get; set; }

    public static async Task<FacebookGraph> StartAsync()
    {
        var app = Loopback.Create();
        var facebook = new FacebookGraph(app);
        app.MapGet("/debug_token", (Delegate)facebook.InspectAsync);
        app.MapGet("/me", facebook.MeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return facebook;
    }

    /// <summary>A token that Facebook gave to an application.</summary>
    public string Token(string user, string? email = null, string app = AppId, bool valid = true, DateTimeOffset? issuedAt = null)
    {
        var token = $"EAAB{tokens.Count}{user}";
        tokens[token] = (app, user, email, valid, issuedAt);
        return token;
    }

    public Task<App> AppAsync() =>
        App.StartAsync(("IdentityProviders:Facebook:Graph", Url), ("IdentityProviders:Facebook:ApplicationId", AppId), ("IdentityProviders:Facebook:ApplicationSecret", Secret));

    public async ValueTask DisposeAsync() => await graph.DisposeAsync();

    private async Task<IResult> InspectAsync(HttpContext http)
    {
        if (Hangs) await Task.Delay(Timeout.Infinite, http.RequestAborted);
        if (Fails is { } status) return Results.StatusCode(status);
        if (http.Request.Headers.Authorization != $"Bearer {AppId}|{Secret}") return Results.StatusCode(400);
        return tokens.TryGetValue(http.Request.Query["input_token"]!, out var token)
            ? Results.Json(new { data = new { app_id = token.AppId, type = "USER", is_valid = token.Valid, user_id = token.User, expires_at = 0, issued_at = token.IssuedAt?.ToUnixTimeSeconds() } })
            : Results.Json(new { data = new { is_valid = false, error = new { code = 190 } } });
    }

    private IResult MeAsync(HttpContext http)
    {
        var shown = http.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(shown)));
        if (http.Request.Query["appsecret_proof"] != proof || !tokens.TryGetValue(shown, out var token)) return Results.StatusCode(400);
        return Results.Json(new { id = token.User, email = token.Email });
    }
}
