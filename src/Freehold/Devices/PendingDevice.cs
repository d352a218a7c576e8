namespace Freehold;

/// <summary>The device that a mailed link makes known.</summary>
/// <param name="Name">What it is found by.</param>
/// <param name="IsBrowser">Whether that is a cookie's token.</param>
/// <param name="Attempt">What its refused sign-ins were counted under.</param>
internal sealed record PendingDevice(byte[] Name, bool IsBrowser, string Attempt)
{
    public static PendingDevice Read(string payload) =>
        payload.Split(' ') is [var name, var kind, var attempt] ? new(Convert.FromHexString(name), kind == "browser", attempt) : throw new FormatException("No device in the link.");

    public string ToPayload() => $"{Convert.ToHexStringLower(Name)} {(IsBrowser ? "browser" : "app")} {Attempt}";
}
