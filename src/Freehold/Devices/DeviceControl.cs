namespace Freehold;

/// <summary>What follows when the right password comes from a device that the account does not know.</summary>
public enum DeviceControl
{
    /// <summary>Nothing; devices are not looked at.</summary>
    Off,
    /// <summary>The customer is signed in and told by mail; the device is known from then on.</summary>
    Notify,
    /// <summary>The sign-in is refused until the mailed link is confirmed.</summary>
    Approve,
}

/// <summary>The modes of device control as settings name them.</summary>
public static class DeviceControls
{
    private static readonly (DeviceControl Control, string Name)[] Names = [(DeviceControl.Off, "OFF"), (DeviceControl.Notify, "NOTIFY"), (DeviceControl.Approve, "APPROVE")];

    /// <summary>The name of a mode.</summary>
    public static string NameOf(DeviceControl control) => Array.Find(Names, known => known.Control == control).Name;

    /// <summary>Reads a name in any case.</summary>
    public static Result<DeviceControl> Parse(string text, string field)
    {
        foreach (var (control, name) in Names)
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return control;
        return new Failure(FailureCode.OutOfRange, field) { Rejected = text };
    }
}
