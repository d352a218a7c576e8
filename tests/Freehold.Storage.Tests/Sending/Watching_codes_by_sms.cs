using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Storage.Tests.Sending;

/// <summary>T82: an operator is told when codes to a prefix are sent for their own sake.</summary>
public sealed class Watching_codes_by_sms
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task warns_once_a_day_when_over_half_of_the_last_hundred_stay_unused(string storage)
    {
        using var log = new CapturedLog();
        await using var core = await TestCore.StartAsync(storage, services => services.AddSingleton<ILoggerProvider>(log));
        using var meter = new Meters(core.Get<SmsUse>());

        // 50 of 100 unused is not over half; elsewhere nobody uses any, but there are too few.
        await SendAsync(core, "+48555", from: 0, count: 100, used: i => i % 2 == 0);
        await SendAsync(core, "+4915112", from: 0, count: 50, used: _ => false);
        core.Clock.Advance(TimeSpan.FromMinutes(10));
        await SendAsync(core, "+48555", from: 100, count: 1, used: _ => true);
        Assert.Empty(Warnings(log));

        // Two more, and 51 of the last hundred are.
        await SendAsync(core, "+48555", from: 101, count: 2, used: _ => false);
        Assert.Empty(Warnings(log));
        core.Clock.Advance(TimeSpan.FromMinutes(10));
        await SendAsync(core, "+48555", from: 121, count: 3, used: _ => false);

        Assert.Contains("Over half of the last 100 codes by SMS to numbers that begin with 48555", Assert.Single(Warnings(log)), StringComparison.Ordinal);
        Assert.Equal(["unused 48555"], meter.Alerts);
        Assert.Equal((156, 51), (meter.Sent, meter.Used));
        core.Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync(core, "+48555", from: 124, count: 1, used: _ => false);
        Assert.Equal(2, Warnings(log).Count());
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task forgets_after_a_month_and_keeps_no_number(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        await SendAsync(core, "+48555", from: 0, count: 3, used: _ => false);

        Assert.Equal(["48555", "48555", "48555"], await PrefixesAsync(core));
        core.Clock.Advance(TimeSpan.FromDays(30));
        await ExpirySweeper.SweepAsync(core.Database, core.Clock.GetUtcNow(), Ct);
        Assert.Empty(await PrefixesAsync(core));
    }

    private static IEnumerable<string> Warnings(CapturedLog log) => log.Lines.Where(line => line.StartsWith("Warning Over half", StringComparison.Ordinal));

    private static Task<List<string>> PrefixesAsync(TestCore core) =>
        core.Database.ReadAsync(session => session.ListAsync($"SELECT prefix FROM sms_code", row => row.Text(0), Ct), Ct);

    private static async Task SendAsync(TestCore core, string prefix, int from, int count, Func<int, bool> used)
    {
        for (var i = from; i < from + count; i++)
        {
            var phone = Phone.Parse($"{prefix}{i:000000}", "phone", null).Value;
            var secret = core.Get<Secrets>().Hash("test", phone.Digits);
            await core.Database.WriteAsync(
                async session =>
                {
                    await core.Get<SmsUse>().SentAsync(session, phone, secret, core.Clock.GetUtcNow(), Ct);
                    if (used(i)) await core.Get<SmsUse>().UsedAsync(session, secret, core.Clock.GetUtcNow(), Ct);
                    return new Done();
                },
                Ct);
            await core.Get<SmsUse>().LookAsync(Ct);
            core.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Listens to what one core measures.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentQueue<string> alerts = new();
        private long sent, used;

        public Meters(SmsUse use)
        {
            listener.InstrumentPublished = (instrument, to) =>
            {
                if (use.Owns(instrument)) to.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (instrument.Name == "freehold.sms.codes.sent") sent += value;
                else if (instrument.Name == "freehold.sms.codes.used") used += value;
                else alerts.Enqueue(string.Join(' ', tags.ToArray().Select(tag => tag.Value)));
            });
            listener.Start();
        }

        public long Sent => sent;

        public long Used => used;

        public IEnumerable<string> Alerts => alerts;

        public void Dispose() => listener.Dispose();
    }
}
