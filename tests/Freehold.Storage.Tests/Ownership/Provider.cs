namespace Freehold.Storage.Tests.Ownership;

/// <summary>An identity provider that takes every token for the subject it proves, and tells no address.</summary>
internal sealed class Provider : IIdentityProvider
{
    public const string Name = "OAUTH";

    public string Method => Name;

    public Task<Result<ProvedIdentity>> ProveAsync(string token, string? nonce, CancellationToken ct) =>
        Task.FromResult<Result<ProvedIdentity>>(new ProvedIdentity("https://provider.example", token, Email: null, EmailVerified: false));
}
