namespace Freehold;

/// <summary>What keeps strangers from running up a bill with codes by SMS (OWASP: SMS pumping): <c>Freehold:Sms</c>.</summary>
public sealed class SmsLimitOptions
{
    /// <summary>Where the settings are found.</summary>
    public const string Section = "Freehold:Sms";

    /// <summary>Countries that SMS may go to, ISO 3166-1 alpha-2 with commas between; empty allows all.</summary>
    public string AllowedCountries { get; set; } = "";

    /// <summary>Further prefixes that SMS may not go to, digits after the plus with commas between; premium and satellite ones are always refused.</summary>
    public string RefusedPrefixes { get; set; } = "";

    /// <summary>Different countries that one client address may have SMS sent to in a day.</summary>
    public int CountriesPerAddress { get; set; } = 5;

    /// <summary>SMS with codes that leave in a day (UTC) at most, all customers together.</summary>
    public int DailyCap { get; set; } = 5000;

    /// <summary>Of how many codes to one range of numbers more than half must stay unused for an alert; 0 never alerts.</summary>
    public int UnusedAlertWindow { get; set; } = 100;

    /// <summary>Whether the limit per client address lets loopback be: in Development every client of the machine shares that address.</summary>
    internal bool SparesLoopback { get; set; }

    internal string[] Allowed => Split(AllowedCountries);

    internal string[] Refused => Split(RefusedPrefixes);

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
