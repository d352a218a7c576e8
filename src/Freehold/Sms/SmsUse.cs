using System.Diagnostics.Metrics;
using Freehold.Storage;
using Microsoft.Extensions.Logging;

namespace Freehold;

/// <summary>
/// Watches what becomes of codes by SMS. Whoever has them sent for the money that their delivery earns (OWASP: SMS pumping)
/// does not type them in: over half of the last hundred to one range of numbers unused is worth an operator's look.
/// </summary>
public sealed partial class SmsUse(Secrets secrets, SmsLimitOptions options, ILogger<SmsUse> log) : IDisposable
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
        await session.NoteSmsCodeAsync(Id(secret), prefix, now, now + Kept, ct);
        instruments.Sent.Add(1, new KeyValuePair<string, object?>("prefix", prefix));

        var last = options.UnusedAlertWindow;
        if (last == 0 || await session.UnusedSmsCodesAsync(prefix, last, now - ConfirmationCodes.Lifetime, ct) * 2 <= last) return;
        if (await session.TakeAsync(secrets.Hash("sms unused", prefix), OncePerDay, now, ct) is not null) return;
        LogUnused(last, prefix);
        instruments.Alerts.Add(1, new KeyValuePair<string, object?>("reason", "unused"), new KeyValuePair<string, object?>("prefix", prefix));
    }

    /// <summary>A code was typed in; nothing happens for one that did not go by SMS.</summary>
    internal async Task UsedAsync(Session session, byte[] secret, CancellationToken ct)
    {
        if (await session.NoteSmsUseAsync(Id(secret), ct) is { } prefix) instruments.Used.Add(1, new KeyValuePair<string, object?>("prefix", prefix));
    }

    /// <summary>The daily cap refused a code.</summary>
    internal void Capped() => instruments.Alerts.Add(1, new KeyValuePair<string, object?>("reason", "cap"));

    /// <summary>Whether an instrument is one of these, and not of another core in this process.</summary>
    internal bool Owns(Instrument instrument) => instrument.Meter == instruments.Sent.Meter;

    /// <inheritdoc/>
    public void Dispose() => instruments.Dispose();

    private string Id(byte[] secret) => Convert.ToHexString(secrets.Hash("sms code", Convert.ToHexString(secret)));

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
