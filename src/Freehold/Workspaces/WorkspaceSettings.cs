using System.Text.Json.Serialization;

namespace Freehold;

/// <summary>The settings that the business side may change while the product runs.</summary>
public sealed record WorkspaceSettings
{
    /// <summary>What a new customer must do before the first sign-in.</summary>
    public RegistrationMode Registration { get; init; }

    /// <summary>Lifetime of an access token in seconds.</summary>
    public int TokenLifetimeInSeconds { get; init; } = 3600;

    /// <summary>Subject of the mail that asks to prove the mailbox; null is the product's own.</summary>
    public string? ConfirmationMailSubject { get; init; }

    /// <summary>Text of that mail, plain or HTML, with <c>{{client_confirmation_link}}</c>; null is the product's own.</summary>
    public string? ConfirmationMailBody { get; init; }

    /// <summary>Kept for the business side; nothing reads it.</summary>
    public string? ConfirmationMailTemplateId { get; init; }

    /// <summary>Where the page of a proved mailbox leads on; null stays there.</summary>
    public string? ConfirmationRedirectLink { get; init; }

    /// <summary>Subject of the mail that resets a password; null is the product's own.</summary>
    public string? PasswordResetMailSubject { get; init; }

    /// <summary>Text of that mail, plain or HTML, with <c>{{password_reset_hash}}</c>; null is the product's own.</summary>
    public string? PasswordResetMailBody { get; init; }

    /// <summary>Kept for the business side; nothing reads it.</summary>
    public string? PasswordResetMailTemplateId { get; init; }

    /// <summary>Kept for the business side; nothing reads it.</summary>
    public string? VoucherPoolUuid { get; init; }

    /// <summary>What follows on a right password from an unknown device; never null when read, and where null is written the deployment's configuration goes on to decide.</summary>
    public DeviceControl? DeviceControl { get; init; }

    /// <summary>Whether a visitor may choose a custom id at registration.</summary>
    public bool AllowOverwriteCustomIdentify { get; init; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(WorkspaceSettings))]
internal sealed partial class WorkspaceJson : JsonSerializerContext;
