namespace Freehold;

/// <summary>A sign-in by password, and what it sets on the account once it succeeds.</summary>
public sealed class PasswordSignIn
{
    /// <summary>The e-mail or login code.</summary>
    public string? Login { get; init; }

    /// <summary>The workspace's own number; looked at where there is no <see cref="Login"/>.</summary>
    public string? CustomId { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }

    /// <summary>The visitor's uuid, which moves to the account.</summary>
    public string? Uuid { get; init; }

    /// <summary>The app's own name of the device, which device control looks at; null for a browser.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Agreements and attributes to set.</summary>
    public ProfileChange Profile { get; init; } = new();

    internal bool ChangesAccount => Uuid is not null || !Profile.IsEmpty;

    /// <summary>What to look up; what cannot be an identifier is looked up all the same: equal work, equal answer.</summary>
    internal (IdentifierKind Kind, string Value) Identifier()
    {
        if (Login is null) return (IdentifierKind.CustomId, IdentifierText.Parse(CustomId, "customId").Is(out var customId, out _) ? customId : "");
        return (IdentifierKind.Login, LoginCode.Parse(Login, "login").Is(out var code, out _) ? code.Folded : "");
    }
}
