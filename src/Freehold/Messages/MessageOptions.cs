namespace Freehold;

/// <summary>How messages are written and how persistently they are sent: <c>Freehold:Messages</c>.</summary>
public sealed class MessageOptions
{
    /// <summary>Where the settings are found.</summary>
    public const string Section = "Freehold:Messages";

    /// <summary>Folder whose files replace the product's own texts; null is <c>templates</c> in the data folder.</summary>
    public string? Templates { get; set; }

    /// <summary>What the shop calls itself in messages.</summary>
    public string Shop { get; set; } = "Freehold";

    /// <summary>Messages on their way at once.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>Attempts after which a message is parked.</summary>
    public int MostTries { get; set; } = 40;

    /// <summary>Wait after the first failure, in seconds; doubles with each further one.</summary>
    public double FirstRetrySeconds { get; set; } = 5;

    /// <summary>Longest wait between attempts, in seconds.</summary>
    public double LongestRetrySeconds { get; set; } = 3600;

    /// <summary>Longest time of one attempt, in seconds.</summary>
    public double SendSeconds { get; set; } = 20;
}
