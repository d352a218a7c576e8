using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.SignIn;

/// <summary>T80, T81: a list of addresses and passwords that leaked elsewhere is tried out. <c>FREEHOLD_STUFFING_PAIRS=10000</c> is the long run.</summary>
public sealed class Stuffing_credentials
{
    private const string Right = "correct horse";
    private const int PerAddress = 100;
    private const int Hourly = 200;

    private static readonly Origin Attacker = new("198.51.100.7", "test");
    private static readonly int Pairs = int.Parse(Environment.GetEnvironmentVariable("FREEHOLD_STUFFING_PAIRS") ?? "200", CultureInfo.InvariantCulture);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task tries_a_hundred_pairs_an_hour_from_one_address_while_a_known_device_still_signs_in(string storage)
    {
        await using var core = await StartAsync(storage);
        var device = (await SignInAsync(core, 0, Right, new Origin("203.0.113.5", "test"))).Value.Device;
        var hashes = core.Get<PasswordHashing>().HashesDone;
        var (wrong, refused, own) = (0, 0, 0);

        for (var i = 0; i < Pairs; i++)
        {
            // Every hundredth account is somebody's, and none of the pairs fits; an hour has so many tries in it.
            if (i > 0 && i % Hourly == 0) core.Clock.Advance(TimeSpan.FromHours(1));
            var answer = await SignInAsync(core, i, "leaked elsewhere", Attacker);
            if (answer.Failure!.Code == FailureCode.WrongCredentials) wrong++;
            else if (answer.Failure!.Code == FailureCode.Throttled) refused++;

            // The customer sits in the same network as the attacker, who tries the customer's account too.
            if (i % 50 != 49) continue;
            await SignInAsync(core, 0, "leaked elsewhere", Attacker);
            Assert.Null((await SignInAsync(core, 0, Right, Attacker with { Device = device })).Failure);
            own++;
        }

        var hours = (Pairs + Hourly - 1) / Hourly;
        Assert.Equal(Pairs, wrong + refused);
        Assert.InRange(wrong, 1, PerAddress * hours);
        Assert.InRange(core.Get<PasswordHashing>().HashesDone - hashes, wrong + own, (PerAddress * hours) + own);
        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, 100, Right, Attacker)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task finds_the_pairs_that_fit_only_as_far_as_the_budget_of_the_address_goes(string storage)
    {
        await using var core = await StartAsync(storage);
        var before = await SignInAsync(core, 0, Right, Attacker);

        for (var i = 1; i <= PerAddress; i++) await SignInAsync(core, i * 7 % 99, i % 3 == 0 ? "leaked elsewhere" : "another leak", Attacker);
        for (var i = 101; i < 200; i++) await SignInAsync(core, i, "leaked elsewhere", Attacker);

        Assert.Null(before.Failure);
        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, 100, Right, Attacker)).Failure?.Code);
        Assert.Null((await SignInAsync(core, 100, Right, new Origin("203.0.113.9", "test"))).Failure);
    }

    // Customers 0, 100, 200 and so on have accounts.
    private static async Task<TestCore> StartAsync(string storage)
    {
        var core = await TestCore.StartAsync(storage, services => services.Configure<PasswordOptions>(options => options.MemoryKib = 64));
        foreach (var i in (int[])[0, 100])
        {
            Assert.True(EmailAddress.Parse(Address(i), "email").Is(out var address, out _));
            Assert.Null((await core.Get<Registrations>().RegisterAsync(new NewAccount { Email = address, Password = Right }, Attacker, Ct)).Failure);
        }

        return core;
    }

    private static string Address(int i) => $"customer{i}@example.com";

    private static Task<Result<IssuedToken>> SignInAsync(TestCore core, int customer, string password, Origin origin) =>
        core.Get<SignIns>().WithPasswordAsync(Address(customer), password, origin, Ct);
}
