using Freehold.Storage;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>Decides whether a code may go to a phone; asked in the unit of work that writes the message, which is counted with it.</summary>
public sealed partial class SmsLimits(Database database, Secrets secrets, SmsLimitOptions options, SmsUse use, TimeProvider clock, ILogger<SmsLimits> log)
{
    /// <summary>
    /// Counts one SMS to a phone that is served (see <see cref="Refusal"/>); <see cref="FailureCode.Throttled"/> where none may go today,
    /// and nothing is then counted.
    /// </summary>
    /// <param name="to">The phone.</param>
    /// <param name="clientAddress">Who asked, see <see cref="Origin"/>.</param>
    internal async Task<Failure?> TakeAsync(Session session, Phone to, string clientAddress, DateTimeOffset now, CancellationToken ct)
    {
        // The day's row stays locked until the unit of work ends: nothing below can be outrun.
        var day = Day(now);
        var wait = TimeSpan.FromSeconds(((day + 1) * 86_400) - now.ToUnixTimeSeconds());
        if (options.DailyCap == 0 || !await session.CountSmsOfDayAsync(day, options.DailyCap, ct))
        {
            LogCap(options.DailyCap);
            use.Capped();
            return Failure.Throttled(wait);
        }

        if (to.CallingCountry is { } country && !(options.SparesLoopback && clientAddress is "127.0.0.1" or "::1"))
        {
            var address = Convert.ToHexString(secrets.Hash("sms countries", clientAddress));
            if (await session.OtherSmsCountriesAsync(day, address, country.Text, ct) >= options.CountriesPerAddress)
            {
                await session.DiscountSmsOfDayAsync(day, ct);
                return Failure.Throttled(wait);
            }

            await session.CountSmsAsync(day, address, country.Text, ct);
        }

        return null;
    }

    /// <summary><see cref="FailureCode.OutOfRange"/> for a phone to which no SMS may ever go: in a country that is not served, or a premium number.</summary>
    internal Failure? Refusal(Phone to) => IsServed(to) ? null : new Failure(FailureCode.OutOfRange, "phone") { Rejected = to.Text };

    /// <summary>Forgets the counts of the days before, but of yesterday: it may be today still where a clock is slow.</summary>
    internal Task ForgetAsync(CancellationToken ct) => database.WriteAsync(session => session.ForgetSmsBeforeAsync(Day(clock.GetUtcNow()) - 1, ct), ct);

    private static long Day(DateTimeOffset now) => now.ToUnixTimeSeconds() / 86_400;

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
