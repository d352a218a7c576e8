namespace Freehold;

/// <summary>What a customer registers with.</summary>
public sealed class NewAccount
{
    /// <summary>The address; the account's login.</summary>
    public required EmailAddress Email { get; init; }

    /// <summary>The password; null makes an account without one and mails a link to set it.</summary>
    public string? Password { get; init; }

    /// <summary>A login code of its own; null follows the e-mail.</summary>
    public LoginCode? Code { get; init; }

    /// <summary>A phone, unproved.</summary>
    public Phone? Phone { get; init; }

    /// <summary>The workspace's own number.</summary>
    public string? CustomId { get; init; }

    /// <summary>The visitor's uuid; moves here from whoever has it.</summary>
    public string? Uuid { get; init; }

    /// <summary>The device it is registered on, which a PIN is bound to.</summary>
    public Device Device { get; init; } = Device.Unknown;

    /// <summary>Profile fields, attributes and agreements.</summary>
    public ProfileChange Profile { get; init; } = new();

    /// <summary>Tags as a JSON array of text, from the business side only.</summary>
    public string? Tags { get; init; }

    /// <summary>How many accounts one client address may make; conflicts count.</summary>
    public Limit? CreationLimit { get; init; }

    /// <summary>What the limit counts by; dialects with limits of their own count apart.</summary>
    public string CreationCounter { get; init; } = "creation";
}
