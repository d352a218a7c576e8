namespace Freehold;

/// <summary>What is told of a device, so that its customer recognises it in a list; nothing is decided by it.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Manufacturer">Who made it.</param>
/// <param name="Model">Its model.</param>
/// <param name="OsVersion">Its operating system.</param>
public sealed record ToldDevice(string? Type, string? Manufacturer, string? Model, string? OsVersion)
{
    /// <summary>An app that told nothing.</summary>
    public static ToldDevice Nothing { get; } = new(null, null, null, null);

    /// <summary>A browser, known by its cookie.</summary>
    internal static ToldDevice Browser { get; } = new("BROWSER", null, null, null);
}
