using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.Sending;

/// <summary>T82.</summary>
public sealed class Limiting_codes_by_sms
{
    private const string Stranger = "192.0.2.7";

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task stops_at_the_daily_cap_until_the_next_day_however_many_ask_at_once(string storage)
    {
        await using var core = await StartAsync(storage, new SmsLimitOptions { DailyCap = 10 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => TakeAsync(core, $"+4855501533{i % 10}", $"192.0.2.{i}")));

        Assert.Equal(10, answers.Count(failure => failure is null));
        var refused = answers.First(failure => failure is not null)!;
        Assert.Equal(FailureCode.Throttled, refused.Code);
        core.Clock.Advance(refused.RetryAfter!.Value - TimeSpan.FromSeconds(1));
        Assert.NotNull(await TakeAsync(core, "+48555015332", Stranger));
        core.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await TakeAsync(core, "+48555015332", Stranger));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task lets_an_address_reach_five_countries_a_day(string storage)
    {
        await using var core = await StartAsync(storage, new SmsLimitOptions());
        string[] phones = ["+48555015332", "+4915112345678", "+33612345678", "+393123456789", "+34612345678"];
        foreach (var phone in phones) Assert.Null(await TakeAsync(core, phone, Stranger));

        Assert.Equal(FailureCode.Throttled, (await TakeAsync(core, "+351912345678", Stranger))?.Code);
        Assert.Null(await TakeAsync(core, "+48555015333", Stranger));
        Assert.Null(await TakeAsync(core, "+351912345678", "192.0.2.8"));
        core.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await TakeAsync(core, "+351912345678", Stranger));
    }

    [Theory]
    [InlineData("+48555015332", true)]
    [InlineData("+4915112345678", true)]
    [InlineData("+33612345678", false)]
    [InlineData("+48666015332", false)]
    [InlineData("+48701015332", false)]
    [InlineData("+4990012345678", false)]
    [InlineData("+870123456789", false)]
    [InlineData("555015332", false)]
    public async Task sends_to_served_countries_only_and_never_to_premium_numbers(string phone, bool allowed)
    {
        await using var core = await StartAsync("sqlite", new SmsLimitOptions { AllowedCountries = "pl, DE", RefusedPrefixes = "48666" });

        var failure = await TakeAsync(core, phone, Stranger);

        Assert.Equal(allowed ? null : FailureCode.OutOfRange, failure?.Code);
    }

    [Theory]
    [InlineData("PL,XX", "", "AllowedCountries")]
    [InlineData("", "+48", "RefusedPrefixes")]
    public void is_checked_at_start(string countries, string prefixes, string setting)
    {
        var verdict = new SmsLimitOptionsCheck().Validate(null, new SmsLimitOptions { AllowedCountries = countries, RefusedPrefixes = prefixes });

        Assert.Contains($"Freehold:Sms:{setting}", verdict.FailureMessage, StringComparison.Ordinal);
    }

    private static Task<TestCore> StartAsync(string storage, SmsLimitOptions options) =>
        TestCore.StartAsync(storage, services => services.AddSingleton(options));

    private static async Task<Failure?> TakeAsync(TestCore core, string phone, string address)
    {
        var (limits, to) = (core.Get<SmsLimits>(), Phone.Parse(phone, "phone", null).Value);
        return limits.Refusal(to) ?? await core.Database.WriteAsync(session => limits.TakeAsync(session, to, address, core.Clock.GetUtcNow(), Ct), Ct);
    }
}
