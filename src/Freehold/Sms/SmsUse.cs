using System.Diagnostics.Metrics;
using Freehold.Storage;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>
/// Watches what becomes of codes by SMS. Whoever has them sent for the money that their delivery earns (OWASP: SMS pumping)
/// does not type them in: over half of the last hundred to one range of numbers unused is worth an operator's look.
/// </summary>
public sealed partial class SmsUse(Database database, Secrets secrets, SmsLimitOptions options, CodeOptions codes, TimeProvider clock, ILogger<SmsUse> log) : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Freehold";

    // Country and network; not yet anybody's number.
    private const int PrefixDigits = 5;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly Limit[] OncePerDay = [new(1, TimeSpan.FromDays(1))];

    private readonly Instruments instruments = new();

    /// <summary>A code leaves by SMS; noted in the unit of work that writes the message.</summary>
    /// <param name="secret">The code's stored secret.</param>
    internal async Task SentAsync(Session session, Phone to, byte[] secret, DateTimeOffset now, CancellationToken ct)
    {
        var prefix = to.Digits[..Math.Min(PrefixDigits, to.Digits.Length)];
        await session.NoteSmsCodeAsync(Id(secret, now), prefix, now, now + Kept, ct);
        instruments.Sent.Add(1, new KeyValuePair<string, object?>("prefix", prefix));
    }

    /// <summary>A code was typed in; nothing happens for one that did not go by SMS.</summary>
    /// <param name="sentAt">When it was sent.</param>
    internal async Task UsedAsync(Session session, byte[] secret, DateTimeOffset sentAt, CancellationToken ct)
    {
        var id = Id(secret, sentAt);
        if (await session.FindSmsPrefixAsync(id, ct) is not { } prefix) return;
        await session.NoteSmsUseAsync(id, ct);
        instruments.Used.Add(1, new KeyValuePair<string, object?>("prefix", prefix));
    }

    /// <summary>Looks at the codes to every prefix that had one within a day, and warns of those that are not used, once a day each.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        var (now, last) = (clock.GetUtcNow(), options.UnusedAlertWindow);
        if (last == 0) return;
        foreach (var prefix in await database.ReadAsync(session => session.SmsPrefixesSinceAsync(now - OncePerDay[0].Window, ct), ct))
        {
            if (await database.ReadAsync(session => session.UnusedSmsCodesAsync(prefix, last, now - codes.Lifetime, ct), ct) * 2 <= last) continue;
            if (await database.WriteAsync(session => session.TakeAsync(secrets.Hash("sms unused", prefix), OncePerDay, now, ct), ct) is not null) continue;
            LogUnused(last, prefix);
            instruments.Alerts.Add(1, new KeyValuePair<string, object?>("reason", "unused"), new KeyValuePair<string, object?>("prefix", prefix));
        }
    }

    /// <summary>The daily cap refused a code.</summary>
    internal void Capped() => instruments.Alerts.Add(1, new KeyValuePair<string, object?>("reason", "cap"));

    /// <summary>Whether an instrument is one of these, and not of another core in this process.</summary>
    internal bool Owns(Instrument instrument) => instrument.Meter == instruments.Sent.Meter;

    /// <inheritdoc/>
    public void Dispose() => instruments.Dispose();

    /// <summary>Begins with the moment, so that codes that are sent one after the other stand beside each other.</summary>
    private string Id(byte[] secret, DateTimeOffset sentAt) => $"{sentAt.ToUnixTimeMilliseconds():D13}{Convert.ToHexString(secrets.Hash("sms code", Convert.ToHexString(secret)))}";

    [LoggerMessage(LogLevel.Warning, "Over half of the last {Last} codes by SMS to numbers that begin with {Prefix} were never used; somebody may be earning by them (Freehold:Sms:RefusedPrefixes stops codes to a prefix).")]
    private partial void LogUnused(int last, string prefix);

    private sealed class Instruments : IDisposable
    {
        private readonly Meter meter = new(MeterName);

        public Instruments()
        {
            Sent = meter.CreateCounter<long>("freehold.sms.codes.sent", "{code}", "Codes by SMS.");
            Used = meter.CreateCounter<long>("freehold.sms.codes.used", "{code}", "Codes by SMS that were typed in.");
            Alerts = meter.CreateCounter<long>("freehold.sms.alerts", "{alert}", "Reasons for an operator to look at codes by SMS: unused, cap.");
        }

        public Counter<long> Sent { get; }

        public Counter<long> Used { get; }

        public Counter<long> Alerts { get; }

        public void Dispose() => meter.Dispose();
    }
}
