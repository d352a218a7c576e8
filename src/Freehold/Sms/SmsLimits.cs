using Freehold.Storage;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Decides whether a code may go to a phone; asked in the unit of work that writes the message, which is counted with it.</summary>
public sealed partial class SmsLimits(Secrets secrets, SmsLimitOptions options, SmsUse use, ILogger<SmsLimits> log)
{
    /// <summary>
    /// Counts one SMS, or tells why it may not be sent: <see cref="FailureCode.OutOfRange"/> where none may ever go (a country
    /// that is not served, a premium number), <see cref="FailureCode.Throttled"/> where none may go today; nothing is then counted.
    /// </summary>
    /// <param name="to">The phone.</param>
    /// <param name="clientAddress">Who asked, see <see cref="Origin"/>.</param>
    internal async Task<Failure?> TakeAsync(Session session, Phone to, string clientAddress, DateTimeOffset now, CancellationToken ct)
    {
        if (!IsServed(to)) return new Failure(FailureCode.OutOfRange, "phone") { Rejected = to.Text };

        // The first statement locks the day's row until the unit of work ends: nothing below can be outrun.
        var day = now.ToUnixTimeSeconds() / 86_400;
        var wait = TimeSpan.FromSeconds(((day + 1) * 86_400) - now.ToUnixTimeSeconds());
        var sent = await session.SmsOfDayAsync(day, ct);
        if (sent >= options.DailyCap)
        {
            LogCap(options.DailyCap);
            use.Capped();
            return new Failure(FailureCode.Throttled) { RetryAfter = wait };
        }

        if (to.CallingCountry is { } country && !(options.SparesLoopback && clientAddress is "127.0.0.1" or "::1"))
        {
            var address = Convert.ToHexString(secrets.Hash("sms countries", clientAddress));
            if (await session.OtherSmsCountriesAsync(day, address, country.Text, ct) >= options.CountriesPerAddress) return new Failure(FailureCode.Throttled) { RetryAfter = wait };
            await session.CountSmsAsync(day, address, country.Text, ct);
        }

        await session.CountSmsAsync(day, SmsQueries.Everybody, SmsQueries.AllCountries, ct);
        if (sent == 0) await session.ForgetSmsBeforeAsync(day, ct);
        return null;
    }

    private bool IsServed(Phone to)
    {
        if (to.IsInternational && PremiumNumbers.Include(to.Digits)) return false;
        foreach (var prefix in options.Refused)
            if (to.Digits.StartsWith(prefix, StringComparison.Ordinal)) return false;
        return options.Allowed is not { Length: > 0 } allowed || (to.CallingCountry is { } country && allowed.Contains(country.Text, StringComparer.OrdinalIgnoreCase));
    }

    [LoggerMessage(LogLevel.Error, "The daily cap of {Cap} SMS is reached; no more codes leave today.")]
    private partial void LogCap(int cap);
}
