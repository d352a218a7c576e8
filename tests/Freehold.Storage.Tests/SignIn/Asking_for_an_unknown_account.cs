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
