using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.SignIn;

/// <summary>T80, T81: failed sign-ins, on both databases.</summary>
public sealed class Guessing_a_password
{
    private const string Anna = "anna@example.com";
    private const string Right = "correct horse";
    private const string Next = "battery staple";

    private static readonly Origin Home = new("203.0.113.5", "test");
    private static readonly Origin Elsewhere = new("198.51.100.7", "test");

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task makes_one_address_wait_longer_with_each_failure(string storage)
    {
        await using var core = await StartAsync(storage);
        await FailAsync(core, Anna, Home, 5);

        var first = await SignInAsync(core, Anna, Right, Home);
        core.Clock.Advance(TimeSpan.FromSeconds(30));
        await FailAsync(core, Anna, Home, 1);
        var second = await SignInAsync(core, Anna, Right, Home);
        core.Clock.Advance(TimeSpan.FromSeconds(60));
        var third = await SignInAsync(core, Anna, Right, Home);

        Assert.Equal((FailureCode.Throttled, TimeSpan.FromSeconds(30)), (first.Failure!.Code, first.Failure.RetryAfter));
        Assert.Equal((FailureCode.Throttled, TimeSpan.FromSeconds(60)), (second.Failure!.Code, second.Failure.RetryAfter));
        Assert.Null(third.Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_not_what_somebody_did_whose_password_nobody_had_the_time_to_look_at(string storage)
    {
        await using var core = await StartAsync(storage);
        var token = (await SignInAsync(core, Anna, Right, Home)).Value;
        var anna = new Caller(token.Says.Customer, token.Says.Session, Home);
        Assert.Equal(FailureCode.WrongPassword, (await core.Get<CurrentPassword>().ProveAsync(anna, "guess", Ct)).Failure?.Code);

        // At its end nobody hashes any more, as where the queue is too long.
        using var overloaded = new PasswordHashing(new PasswordOptions { QueueSeconds = 0.01, MemoryKib = 64 });
        overloaded.Dispose();
        var asked = new CurrentPassword(core.Database, overloaded, core.Get<Secrets>(), core.Clock);
        for (var i = 0; i < 5; i++) Assert.Equal(FailureCode.Busy, (await asked.ProveAsync(anna, Right, Ct)).Failure?.Code);

        for (var i = 0; i < 4; i++) Assert.Equal(FailureCode.WrongPassword, (await core.Get<CurrentPassword>().ProveAsync(anna, "guess", Ct)).Failure?.Code);
        Assert.Equal(FailureCode.Throttled, (await core.Get<CurrentPassword>().ProveAsync(anna, "guess", Ct)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task never_makes_anybody_wait_longer_than_an_hour(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var i = 0; i < 14; i++)
        {
            await FailAsync(core, Anna, Home, 1);
            core.Clock.Advance(TimeSpan.FromHours(1));
        }

        await FailAsync(core, Anna, Home, 1);

        Assert.Equal(TimeSpan.FromHours(1), (await SignInAsync(core, Anna, Right, Home)).Failure!.RetryAfter);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task follows_the_numbers_of_the_settings(string storage)
    {
        await using var core = await StartAsync(storage);
        var numbers = core.Get<SignInOptions>();
        (numbers.FreeFailures, numbers.FirstDelay, numbers.LongestDelay) = (2, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
        (numbers.FailuresPerAddress, numbers.FailuresPerAccount) = (4, 5);

        await FailAsync(core, Anna, Home, 2);
        Assert.Equal(TimeSpan.FromSeconds(10), (await SignInAsync(core, Anna, Right, Home)).Failure?.RetryAfter);
        core.Clock.Advance(TimeSpan.FromSeconds(10));
        await FailAsync(core, Anna, Home, 1);
        Assert.Equal(TimeSpan.FromSeconds(15), (await SignInAsync(core, Anna, Right, Home)).Failure?.RetryAfter);
        core.Clock.Advance(TimeSpan.FromSeconds(15));
        await FailAsync(core, Anna, Home, 1);
        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, "carl@example.com", Right, Home)).Failure?.Code);
        await FailAsync(core, Anna, Elsewhere, 1);
        Assert.Equal(FailureCode.Locked, (await SignInAsync(core, Anna, Right, Elsewhere)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_forgiven_by_the_right_password(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var i = 0; i < 3; i++)
        {
            await FailAsync(core, Anna, Home, 4);
            Assert.Null((await SignInAsync(core, Anna, Right, Home)).Failure);
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_forgiven_where_the_mailbox_sets_another_and_nowhere_else(string storage)
    {
        await using var core = await StartAsync(storage);
        var token = (await SignInAsync(core, Anna, Right, Home)).Value;
        var known = Home with { Device = token.Device };
        foreach (var place in (Origin[])[Home, known, Elsewhere]) await FailAsync(core, Anna, place, 5);
        var link = await core.Database.WriteAsync(
            session => session.CreateLinkAsync(token.Says.Customer, LinkPurpose.ResetPassword, Anna, null, core.Clock.GetUtcNow(), TimeSpan.FromMinutes(30), Ct), Ct);

        Assert.Null((await core.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(null, null, "remembered now", known), Ct)).Failure);

        Assert.Null((await SignInAsync(core, Anna, "remembered now", known)).Failure);
        Assert.Null((await SignInAsync(core, Anna, "remembered now", Home)).Failure);
        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, Anna, "remembered now", Elsewhere)).Failure!.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task of_an_unknown_account_looks_the_same(string storage)
    {
        await using var core = await StartAsync(storage);
        await FailAsync(core, "nobody@example.com", Home, 5);

        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, "nobody@example.com", Right, Home)).Failure!.Code);
        Assert.Null((await SignInAsync(core, Anna, Right, Home)).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task of_many_accounts_stops_the_address_that_does_it(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var i = 0; i < 100; i++) await FailAsync(core, $"stuffed{i}@example.com", Home, 1);

        var here = await SignInAsync(core, Anna, Right, Home);
        var there = await SignInAsync(core, Anna, Right, Elsewhere);
        core.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(FailureCode.Throttled, here.Failure!.Code);
        Assert.Null(there.Failure);
        Assert.Null((await SignInAsync(core, Anna, Right, Home)).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task spares_the_machines_own_address_in_Development(string storage)
    {
        await using var core = await StartAsync(storage);
        var loopback = new Origin("127.0.0.1", "test") { IsSpared = true };
        for (var i = 0; i < 101; i++) await FailAsync(core, $"stuffed{i}@example.com", loopback, 1);

        Assert.Null((await SignInAsync(core, Anna, Right, loopback)).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task from_a_hundred_places_locks_the_account_until_its_owner_follows_a_mailed_link(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var i = 0; i < 100; i++) await FailAsync(core, Anna, new Origin($"198.51.100.{i}", "test"), 1);

        var owner = await SignInAsync(core, Anna, Right, Home);
        var again = await SignInAsync(core, Anna, Right, Home);

        Assert.Equal(FailureCode.Locked, owner.Failure!.Code);
        Assert.Equal(FailureCode.Locked, again.Failure!.Code);
        Assert.Equal(1, await MailsAsync(core));
        await FollowLinkAsync(core, MessageTemplate.SignInLocked);
        Assert.Null((await SignInAsync(core, Anna, Next, Home)).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task locks_an_unknown_account_just_the_same_and_mails_nobody(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var i = 0; i < 100; i++) await FailAsync(core, "nobody@example.com", new Origin($"198.51.100.{i}", "test"), 1);

        Assert.Equal(FailureCode.Locked, (await SignInAsync(core, "nobody@example.com", Right, Home)).Failure!.Code);
        Assert.Equal(0, await MailsAsync(core));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task does_not_keep_out_a_device_that_signed_in_before(string storage)
    {
        await using var core = await StartAsync(storage);
        var known = Home with { Device = (await SignInAsync(core, Anna, Right, Home)).Value.Device };
        await FailAsync(core, Anna, Home, 5);
        for (var i = 0; i < 95; i++) await FailAsync(core, Anna, new Origin($"198.51.100.{i}", "test"), 1);

        var stranger = await SignInAsync(core, Anna, Right, Home);
        var device = await SignInAsync(core, Anna, Right, known);

        Assert.NotNull(stranger.Failure);
        Assert.Null(device.Failure);
        Assert.Null(device.Value.Device);
    }

    /// <summary>Whoever once knew the password can have made any number of devices known.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task from_many_known_devices_has_a_limit_together(string storage)
    {
        await using var core = await StartAsync(storage);
        var known = new List<Origin>();
        for (var i = 0; i < 26; i++) known.Add(Elsewhere with { Device = (await SignInAsync(core, Anna, Right, Elsewhere)).Value.Device });
        foreach (var device in known[..25]) await FailAsync(core, Anna, device, 4);

        await FailAsync(core, Anna, known[25], 5);

        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, Anna, Right, known[0])).Failure!.Code);
        Assert.Null((await SignInAsync(core, Anna, Right, known[0] with { Address = "192.0.2.77" })).Failure);
        await core.Get<PasswordChanges>().RequestResetAsync(Anna, Home, Ct);
        await FollowLinkAsync(core, LinkPurpose.ResetPassword);
        Assert.Null((await SignInAsync(core, Anna, Next, known[0])).Failure);
    }

    [Theory]
    [InlineData("x", "")]
    [InlineData("!", "!!!!")]
    [InlineData("", "=")]
    [InlineData(" ", "")]
    [InlineData("\t", "\n")]
    public async Task knows_a_device_by_one_text_alone(string inside, string behind)
    {
        await using var core = await StartAsync("sqlite");
        var token = (await SignInAsync(core, Anna, Right, Home)).Value.Device!;
        var devices = core.Get<KnownDevices>();
        var customer = (await SignInAsync(core, Anna, Right, Home)).Value.Says.Customer;

        Assert.True(devices.Knows(customer, token, core.Clock.GetUtcNow()));
        Assert.False(devices.Knows(customer, token[..^5] + inside + token[^5..] + behind, core.Clock.GetUtcNow()));
        Assert.False(devices.Knows(customer, token[..^1], core.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task knows_a_device_for_a_hundred_and_eighty_days()
    {
        await using var core = await StartAsync("sqlite");
        var signedIn = (await SignInAsync(core, Anna, Right, Home)).Value;

        var known = Enumerable.Range(179, 3).Select(day => core.Get<KnownDevices>().Knows(signedIn.Says.Customer, signedIn.Device, core.Clock.GetUtcNow().AddDays(day)));

        Assert.Equal([true, true, false], known);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task from_a_known_device_has_a_limit_too(string storage)
    {
        await using var core = await StartAsync(storage);
        var known = Home with { Device = (await SignInAsync(core, Anna, Right, Home)).Value.Device };
        await FailAsync(core, Anna, known, 5);

        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, Anna, Right, known)).Failure!.Code);
        Assert.Null((await SignInAsync(core, Anna, Right, Elsewhere)).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task with_a_made_up_or_foreign_device_helps_nobody(string storage)
    {
        await using var core = await StartAsync(storage);
        await RegisterAsync(core, "eve@example.com");
        var eves = (await SignInAsync(core, "eve@example.com", Right, Home)).Value.Device!;
        await FailAsync(core, Anna, Home, 5);

        foreach (var device in (string[])[eves, eves + "x", "", "1.2.3.4", "1.20000.a.AAAAAAAAAAAAAAAAAAAAAA", "....", new('9', 500)])
            Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, Anna, Right, Home with { Device = device })).Failure!.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task fifty_times_at_once_cannot_outrun_the_count(string storage)
    {
        await using var core = await StartAsync(storage);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SignInAsync(core, Anna, "wrong", Home)));

        // Five may be under way when the fifth failure is counted.
        Assert.InRange(answers.Count(answer => answer.Failure!.Code == FailureCode.WrongCredentials), 5, 9);
    }

    /// <summary>The hash was made for a caller who hung up meanwhile: what it cost counts all the same.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task and_hanging_up_counts_too(string storage)
    {
        await using var core = await StartAsync(storage);
        for (var i = 0; i < 5; i++)
        {
            using var gone = new CancellationTokenSource();
            var done = core.Get<PasswordHashing>().HashesDone;
            var attempt = Task.Run(() => core.Get<SignIns>().WithPasswordAsync(Anna, "wrong", Home, gone.Token), Ct);
            while (core.Get<PasswordHashing>().HashesDone == done && !attempt.IsCompleted) await Task.Yield();
            await gone.CancelAsync();
            await attempt.ContinueWith(_ => { }, Ct, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        Assert.Equal(FailureCode.Throttled, (await SignInAsync(core, Anna, Right, Home)).Failure!.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_no_address_and_no_login_in_the_table(string storage)
    {
        await using var core = await StartAsync(storage);
        await FailAsync(core, Anna, Home, 1);

        var names = await core.Database.ReadAsync(session => session.ListAsync($"SELECT name FROM sign_in_failure", row => row.Text(0), Ct), Ct);

        Assert.Equal(3, names.Count);
        Assert.All(names, name => Assert.Matches("^[0-9A-F]{32}$", name));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_forgotten_in_time(string storage)
    {
        await using var core = await StartAsync(storage);
        await FailAsync(core, Anna, Home, 1);

        Assert.Equal(2, await LeftAfterAsync(core, TimeSpan.FromHours(2)));
        Assert.Equal(0, await LeftAfterAsync(core, TimeSpan.FromDays(31)));
    }

    private static async Task<long> LeftAfterAsync(TestCore core, TimeSpan time)
    {
        core.Clock.Advance(time);
        await ExpirySweeper.SweepAsync(core.Database, core.Clock.GetUtcNow(), Ct);
        return await core.Database.ReadAsync(session => session.FirstAsync($"SELECT count(*) FROM sign_in_failure", row => row.Long(0), Ct), Ct);
    }

    private static async Task<TestCore> StartAsync(string storage)
    {
        var core = await TestCore.StartAsync(storage, services => services.Configure<PasswordOptions>(options => options.MemoryKib = 64));
        await RegisterAsync(core, Anna);
        return core;
    }

    private static async Task RegisterAsync(TestCore core, string email)
    {
        Assert.True(EmailAddress.Parse(email, "email").Is(out var address, out _));
        var made = await core.Get<Registrations>().RegisterAsync(new NewAccount { Email = address, Password = Right }, Home, Ct);
        Assert.Null(made.Failure);
    }

    private static Task<Result<IssuedToken>> SignInAsync(TestCore core, string login, string password, Origin origin) =>
        core.Get<SignIns>().WithPasswordAsync(login, password, origin, Ct);

    private static async Task FailAsync(TestCore core, string login, Origin origin, int times)
    {
        for (var i = 0; i < times; i++) Assert.Equal(FailureCode.WrongCredentials, (await SignInAsync(core, login, "wrong", origin)).Failure!.Code);
    }

    private static async Task FollowLinkAsync(TestCore core, string template)
    {
        var content = await core.Database.ReadAsync(session => session.FirstAsync($"SELECT content FROM outbox WHERE template = {template}", row => row.Bytes(0), Ct), Ct);
        var link = LinkToken.Parse(core.Get<Outbox>().Open(content!)["token"])!.Value;
        Assert.Null((await core.Get<MailboxProofs>().SetPasswordAsync(link, new LinkHolder(null, null, Next, Elsewhere), Ct)).Failure);
    }

    private static async Task<long> MailsAsync(TestCore core) =>
        await core.Database.ReadAsync(session => session.FirstAsync($"SELECT count(*) FROM outbox WHERE template = 'sign-in-locked'", row => row.Long(0), Ct), Ct);
}
