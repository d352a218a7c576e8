using System.Text.Json;

namespace Freehold.IdentityProviders;

/// <summary>Asks identity providers: three seconds for all of a proof, no redirects, small answers, nothing logged (addresses carry tokens).</summary>
internal sealed class ProviderHttp(IHttpClientFactory factory)
{
    public const string ClientName = "Freehold.IdentityProviders";
    public const int MostBytes = 256 * 1024;

    /// <summary>A customer waits no longer for somebody else's server.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Gives a proof its three seconds; <see cref="FailureCode.Unavailable"/> when they are over.</summary>
    public static async Task<Result<T>> InTimeAsync<T>(Func<CancellationToken, Task<Result<T>>> proof, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            return await proof(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Down;
        }
    }

    /// <summary>The JSON object that the provider answers.</summary>
    /// <returns><see cref="FailureCode.WrongCredentials"/> when it refuses, or its texts cannot be read; <see cref="FailureCode.Unavailable"/> when it fails, or answers no JSON or is not there.</returns>
    public async Task<Result<JsonDocument>> GetAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var client = factory.CreateClient(ClientName);
        try
        {
            using var response = await client.SendAsync(request, ct);
            if ((int)response.StatusCode is 429 or >= 500) return Down;
            if (!response.IsSuccessStatusCode) return FailureCode.WrongCredentials;

            var bytes = await response.Content.ReadAsByteArrayAsync(ct);

            // As in a signed token: what is no text tells nobody who somebody is.
            if (!JsonTexts.AreReadable(bytes)) return FailureCode.WrongCredentials;
            var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return Down;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            return Down;
        }
    }

    /// <summary>The provider does not answer; nothing was done, and trying again may help.</summary>
    public static Failure Down => new(FailureCode.Unavailable) { RetryAfter = TimeSpan.FromSeconds(5) };
}
