namespace Freehold;

/// <summary>What a request says of the device that it comes from. Hints: they can bind a PIN to a device, but prove nobody.</summary>
/// <param name="Uuid">The visitor's uuid.</param>
/// <param name="DeviceId">The app's own name of the device.</param>
public sealed record Device(string? Uuid, string? DeviceId)
{
    /// <summary>Nothing is known of it.</summary>
    public static Device Unknown { get; } = new(null, null);

    /// <summary>Whether the account was registered with the uuid of this device.</summary>
    internal bool Registered(Account account) => Uuid is not null && Uuid == account.Uuid;

    /// <summary>The part of this device that the other one names too, so that a client may say more the second time, but nothing else.</summary>
    internal Device As(Device other) => new(other.Uuid is null ? null : Uuid, other.DeviceId is null ? null : DeviceId);

    /// <summary>The device as one line of text.</summary>
    internal string Text => $"{Uuid}\n{DeviceId}";

    internal static Device Parse(string text) => text.Split('\n') is [var uuid, var deviceId] ? new(uuid.Length == 0 ? null : uuid, deviceId.Length == 0 ? null : deviceId) : Unknown;
}
