namespace Freehold;

/// <summary>A sign-in through an identity provider, and what it sets on the account once it succeeds.</summary>
public sealed class ProviderSignIn
{
    /// <summary>The provider, such as <c>GOOGLE</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The provider's token.</summary>
    public required string Token { get; init; }

    /// <summary>What the client had the provider put into the token, where it says so.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether an identity that nobody has gets an account.</summary>
    public bool Creates { get; init; }

    /// <summary>How many accounts one client address may make.</summary>
    public Limit? CreationLimit { get; init; }

    /// <summary>What the limit counts by.</summary>
    public string CreationCounter { get; init; } = "creation";

    /// <summary>The visitor's uuid, which moves to the account.</summary>
    public string? Uuid { get; init; }

    /// <summary>The device, which a PIN is bound to.</summary>
    public Device Device { get; init; } = Device.Unknown;

    /// <summary>Agreements and attributes to set.</summary>
    public ProfileChange Profile { get; init; } = new();
}
