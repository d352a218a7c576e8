using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Freehold.IdentityProviders;

/// <summary>The keys that a provider publishes: fetched once, again when a token names an unknown one, and kept while the provider is away.</summary>
internal sealed class PublishedKeys(ProviderHttp http, string address, bool isDiscovery, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Tokens with invented key names must not make us ask on and on.</summary>
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    /// <summary>Where there are kept keys, nobody waits longer for newer ones: the rest of the proof needs its time too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<Result<SecurityKey[]>>? fetching;
    private volatile Fetched? fetched;

    /// <summary>The keys, among them one of this name if the provider has it.</summary>
    public async Task<Result<SecurityKey[]>> FindAsync(string? keyId, CancellationToken ct)
    {
        if (Known(keyId) is { } known) return known;
        Task<Result<SecurityKey[]>> fetch;
        lock (gate) fetch = fetching ??= Task.Run(RefreshAsync, CancellationToken.None);
        try
        {
            return await fetch.WaitAsync(fetched is null ? Timeout.InfiniteTimeSpan : Patience, ct);
        }
        catch (TimeoutException)
        {
            return fetched!.Keys;
        }
    }

    /// <summary>One for all who wait, so that nobody's leaving ends it.</summary>
    private async Task<Result<SecurityKey[]>> RefreshAsync()
    {
        try
        {
            var now = clock.GetUtcNow();
            var answer = await ProviderHttp.InTimeAsync(FetchAsync, CancellationToken.None);
            if (answer.Is(out var keys, out _)) fetched = new Fetched(keys, now, now);
            else if (fetched is { } old) return (fetched = old with { TriedAt = now }).Keys;
            return answer;
        }
        finally
        {
            lock (gate) fetching = null;
        }
    }

    private SecurityKey[]? Known(string? keyId)
    {
        if (fetched is not { } kept) return null;
        var now = clock.GetUtcNow();
        var isGood = now - kept.At < Lifetime && (keyId is null || Array.Exists(kept.Keys, key => key.KeyId == keyId));
        return isGood || now - kept.TriedAt < LeastPause ? kept.Keys : null;
    }

    private async Task<Result<SecurityKey[]>> FetchAsync(CancellationToken ct)
    {
        if (!(await FindAddressAsync(ct)).Is(out var found, out var failure)) return failure;
        if (!(await GetAsync(found, ct)).Is(out var set, out failure)) return failure;

        // A set without a key to use is no word on those that were good: the provider is away.
        using (set) return KeySet.Read(set.RootElement) is { Length: > 0 } keys ? keys : ProviderHttp.Down;
    }

    private async Task<Result<string>> FindAddressAsync(CancellationToken ct)
    {
        if (!isDiscovery) return address;
        var discovered = await GetAsync($"{address.TrimEnd('/')}/.well-known/openid-configuration", ct);
        if (!discovered.Is(out var document, out var failure)) return failure;
        using (document)
        {
            // The keys of somebody else's document would make them the issuer, as would those that anybody on the way can change.
            if (Claims.Text(document.RootElement, "issuer") != address) return ProviderHttp.Down;
            return Claims.Text(document.RootElement, "jwks_uri") is { } found && IdentityProviderOptions.IsSafe(found) ? found : ProviderHttp.Down;
        }
    }

    // A refusal of public documents is no word on the token.
    private async Task<Result<JsonDocument>> GetAsync(string from, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        var answer = await http.GetAsync(request, ct);
        return answer.Failure is null ? answer : ProviderHttp.Down;
    }

    private sealed record Fetched(SecurityKey[] Keys, DateTimeOffset At, DateTimeOffset TriedAt);
}
