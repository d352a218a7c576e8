namespace Freehold.Server.Passwords;

/// <summary>Ranges of breached passwords over HTTP, as Have I Been Pwned publishes them: <c>GET …/range/5BAA6</c>.</summary>
internal sealed class PublishedRanges(IHttpClientFactory clients, PasswordOptions options) : IBreachedPasswordRanges
{
    private const string ClientName = "freehold-breached-passwords";

    // With padding a range is about 40 KB.
    private const int MostBytes = 1 << 20;

    public async Task<string> RangeAsync(string prefix, CancellationToken ct)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{options.BreachedLookupUrl!.TrimEnd('/')}/{prefix}");

        // How long an answer is would tell an onlooker which range it is.
        request.Headers.Add("Add-Padding", "true");
        request.Headers.Add("User-Agent", "Freehold");
        using var answer = await client.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(ct);
    }

    public static void Add(IServiceCollection services)
    {
        services.AddHttpClient(ClientName, client => client.MaxResponseContentBufferSize = MostBytes).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        services.AddSingleton<IBreachedPasswordRanges, PublishedRanges>();
    }
}
