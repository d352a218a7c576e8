namespace Freehold;

/// <summary>The channels that a customer may agree to be contacted over.</summary>
[Flags]
public enum Agreements
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>The newsletter.</summary>
    Email = 1,
    /// <summary>Text messages.</summary>
    Sms = 2,
    /// <summary>Push messages to the app.</summary>
    Push = 4,
    /// <summary>Push messages to the browser.</summary>
    WebPush = 8,
    /// <summary>Bluetooth beacons.</summary>
    Bluetooth = 16,
    /// <summary>RFID.</summary>
    Rfid = 32,
    /// <summary>Wireless networks.</summary>
    Wifi = 64,
}
