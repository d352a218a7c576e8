namespace Freehold.Synerise;

/// <summary>Names of identity providers, and their tokens in requests.</summary>
internal static class IdentityTokens
{
    /// <summary>Whether a name is one that the contract knows.</summary>
    public static bool IsProvider(string name) => name is SignIns.PasswordMethod or "FACEBOOK" or "OAUTH" or "APPLE" or "GOOGLE" or "UNKNOWN";

    /// <summary>The token that a customer without a password shows in its place; null where none was sent.</summary>
    /// <param name="olderName">What older clients call it.</param>
    public static IdentityToken? Find(Sent sent, string olderName)
    {
        var provider = sent.Text("identityProvider");
        if (provider is not null && !IsProvider(provider)) sent.Failures.Add(new Failure(FailureCode.OutOfRange, "identityProvider") { Rejected = provider });
        var token = sent.Text("identityProviderToken") ?? sent.Text(olderName);
        return token is null || provider == SignIns.PasswordMethod ? null : new IdentityToken(provider, token);
    }
}
