namespace Freehold;

/// <summary>A value that a call may leave out, empty or set: three things, never two.</summary>
/// <param name="IsNamed">Whether the call says anything.</param>
/// <param name="Value">What it says; null empties.</param>
public readonly record struct Named<T>(bool IsNamed, T? Value) where T : class
{
    /// <summary>The value where one is set.</summary>
    public bool Sets(out T value)
    {
        value = Value!;
        return IsNamed && Value is not null;
    }
}

/// <summary>What the business side says of a profile in one call. All of it happens or nothing.</summary>
public sealed class BusinessChange
{
    /// <summary>The address: a contact of a profile without account; never changes what an account signs in with.</summary>
    public Named<EmailAddress> Email { get; init; }

    /// <summary>The phone, unproved.</summary>
    public Named<Phone> Phone { get; init; }

    /// <summary>The workspace's own number.</summary>
    public Named<string> CustomId { get; init; }

    /// <summary>A uuid of a device, for a profile without account.</summary>
    public Named<string> Uuid { get; init; }

    /// <summary>Tags as a JSON array of text.</summary>
    public Named<string> Tags { get; init; }

    /// <summary>Profile fields, attributes and agreements.</summary>
    public ProfileChange Profile { get; init; } = new();
}
