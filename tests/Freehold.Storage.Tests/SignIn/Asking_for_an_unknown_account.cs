using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.SignIn;

/// <summary>T02, T03: what the server does says as little as what it answers.</summary>
public sealed class Asking_for_an_unknown_account
{
    private const string Known = "anna@example.com";
    private const string Unknown = "nobody@example.com";

    private static readonly Origin Home = new("203.0.113.5", "test");

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task to_sign_in_costs_as_many_hashes_statements_and_messages(string storage)
    {
        await using var core = await StartAsync(storage);

        for (var i = 0; i < 8; i++)
        {
            var known = await CostAsync(core, () => SignInAsync(core, Known));
            var unknown = await CostAsync(core, () => SignInAsync(core, Unknown));
            Assert.Equal(known, unknown);
            if (storage == "postgres") Assert.InRange(known.Statements, 1, 50);
            core.Clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task to_reset_its_password_costs_as_many_messages_and_statements(string storage)
    {
        await using var core = await StartAsync(storage);

        for (var i = 0; i < 3; i++)
        {
            var known = await CostAsync(core, () => ResetAsync(core, Known));
            var unknown = await CostAsync(core, () => ResetAsync(core, Unknown));
            Assert.Equal(known, unknown);
            core.Clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task to_activate_it_by_a_link_costs_as_many_messages_and_statements(string storage)
    {
        await using var core = await StartAsync(storage);

        await CompareAsync(core, email => core.Get<Activations>().RequestLinkAsync(email, Home, Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task to_activate_it_by_a_pin_costs_as_many_messages_and_statements_and_mails_nobody(string storage)
    {
        await using var core = await StartAsync(storage);

        await CompareAsync(core, email => core.Get<Activations>().RequestPinAsync(email, new Device("uuid", "device"), Home, Ct));

        Assert.Equal(0, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM outbox WHERE recipient = {Unknown}", row => row.Long(0), Ct), Ct));
        Assert.Equal(0, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM outbox WHERE customer_id <= 0 AND expires_at > created_at", row => row.Long(0), Ct), Ct));
        Assert.Equal(1, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM code WHERE customer_id > 0", row => row.Long(0), Ct), Ct));
    }

    /// <summary>Asks until throttles refuse, and beyond: what is refused must cost as much, too.</summary>
    private static async Task CompareAsync(TestCore core, Func<EmailAddress, Task<Result<Done>>> ask)
    {
        for (var i = 0; i < 8; i++)
        {
            var known = await CostAsync(core, async () => Assert.Null((await ask(EmailAddress.Parse(Known, "email").Value)).Failure));
            var unknown = await CostAsync(core, async () => Assert.Null((await ask(EmailAddress.Parse(Unknown, "email").Value)).Failure));
            Assert.Equal(known, unknown);
            core.Clock.Advance(TimeSpan.FromSeconds(40));
        }
    }

    private static async Task SignInAsync(TestCore core, string email) =>
        Assert.NotNull((await core.Get<SignIns>().WithPasswordAsync(email, "wrong", Home, Ct)).Failure);

    private static async Task ResetAsync(TestCore core, string email) =>
        Assert.Null((await core.Get<PasswordChanges>().RequestResetAsync(email, Home, Ct)).Failure);

    // Statements are seen where the driver tells of them, which is on PostgreSQL.
    private static async Task<(long Hashes, int Statements, long Messages)> CostAsync(TestCore core, Func<Task> ask)
    {
        var statements = 0;
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId) Interlocked.Increment(ref statements);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var (hashes, messages) = (core.Get<PasswordHashing>().HashesDone, await MessagesAsync(core));
        var noise = Volatile.Read(ref statements);

        await ask();

        var seen = Volatile.Read(ref statements) - noise;
        return (core.Get<PasswordHashing>().HashesDone - hashes, seen, await MessagesAsync(core) - messages);
    }

    private static Task<long> MessagesAsync(TestCore core) =>
        core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM outbox", row => row.Long(0), Ct), Ct);

    private static async Task<TestCore> StartAsync(string storage)
    {
        var core = await TestCore.StartAsync(storage, services => services.Configure<PasswordOptions>(options => options.MemoryKib = 64));
        Assert.True(EmailAddress.Parse(Known, "email").Is(out var address, out _));
        Assert.Null((await core.Get<Registrations>().RegisterAsync(new NewAccount { Email = address, Password = "correct horse" }, Home, Ct)).Failure);
        return core;
    }
}
