using Microsoft.Extensions.Options;

namespace Freehold;

/// <summary>Refuses, at start, what would silently let nothing or everything through.</summary>
internal sealed class SmsLimitOptionsCheck : IValidateOptions<SmsLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, SmsLimitOptions options)
    {
        foreach (var country in options.Allowed)
            if (!CountryCode.Parse(country, "country").Is(out _, out _)) return Wrong($"AllowedCountries holds {country}, which is no country of ISO 3166-1.");
        foreach (var prefix in options.Refused)
            if (!prefix.All(char.IsAsciiDigit)) return Wrong($"RefusedPrefixes holds {prefix}; a prefix is digits only, such as 4870.");
        if (options.UnusedAlertWindow is < 0 or > 10_000) return Wrong("UnusedAlertWindow must be 0 to 10000.");
        if (options.DailyCap < 0) return Wrong("DailyCap must not be negative.");
        return options.CountriesPerAddress < 1 ? Wrong("CountriesPerAddress must be at least 1.") : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Wrong(string what) => ValidateOptionsResult.Fail($"{SmsLimitOptions.Section}:{what}");
}
