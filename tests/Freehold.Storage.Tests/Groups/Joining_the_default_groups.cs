using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Freehold.Storage.Tests.Groups;

public sealed class Joining_the_default_groups
{
    private static readonly Origin Origin = new("192.0.2.1", "test");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task happens_to_every_new_account_in_the_order_of_the_settings(string storage)
    {
        await using var core = await StartAsync(storage, "2", "1");

        var customer = await RegisterAsync(core);

        Assert.Equal(["2:Members", "1:Customers"], await GroupsAsync(core, customer));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task happens_to_an_account_that_is_imported_and_to_no_subscriber(string storage)
    {
        await using var core = await StartAsync(storage, "1");
        var (anna, nora) = (EmailAddress.Parse("anna@example.com", "email").Value, EmailAddress.Parse("nora@example.com", "email").Value);

        await core.Get<AccountImports>().TakeAsync([new ImportedCustomer { Email = anna, HasAccount = true }, new ImportedCustomer { Email = nora }], Ct);

        var joined = await core.Database.ReadAsync(
            session => session.ListAsync($"SELECT email, group_id FROM membership JOIN account USING (customer_id)", row => (row.Text(0), row.Text(1)), Ct), Ct);
        Assert.Equal([("anna@example.com", "1")], joined);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task happens_at_the_first_sign_in_through_a_provider(string storage)
    {
        await using var core = await StartAsync(storage, services => services.AddSingleton<IIdentityProvider>(new Provider()), "1");

        var begun = await core.Get<ProviderSignIns>().SignInAsync(new ProviderSignIn { Method = Provider.Name, Token = "anna", Creates = true }, Origin, Ct);

        Assert.Equal(["1:Customers"], await GroupsAsync(core, begun.Value.Says.Customer));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_out_a_group_that_nobody_knows(string storage)
    {
        await using var core = await StartAsync(storage, "typo", "1");

        var customer = await RegisterAsync(core);

        Assert.Equal(["1:Customers"], await GroupsAsync(core, customer));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_nothing_behind_where_the_registration_is_refused(string storage)
    {
        await using var core = await StartAsync(storage, "1");
        await RegisterAsync(core);

        var refused = await core.Get<Registrations>().RegisterAsync(Anna, Origin, Ct);

        Assert.Equal(FailureCode.Taken, refused.Failure?.Code);
        Assert.Equal(1, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM membership", row => row.Long(0), Ct), Ct));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task happens_to_the_account_of_a_mailbox_that_was_never_the_thiefs_to_give(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.Get<Freehold.Groups>().PutAsync([new Group("1", "customer", "Customers")], Ct);
        scene.Get<GroupOptions>().Default = ["1"];
        await scene.ChangeEmailAsync(anna, "other@example.com");

        await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("other@example.com", "verify-email"), new LinkHolder(null, null, "the owner's own words", Origin), Ct);

        var other = await scene.SignInAsync("other@example.com", "the owner's own words");
        Assert.Equal(1, await scene.CountAsync("membership"));
        Assert.Equal(1, await scene.CountAsync("membership", $"customer_id = {other.Customer}"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_warned_of_at_start_where_a_group_is_unknown(string storage)
    {
        var said = new Said();
        await using var core = await StartAsync(storage, services => services.AddSingleton<ILogger<DefaultGroups>>(said), "1", "typo");

        await core.Get<DefaultGroups>().StartAsync(Ct);

        Assert.Contains("names the group typo,", Assert.Single(said.Lines), StringComparison.Ordinal);
    }

    private static NewAccount Anna => new() { Email = EmailAddress.Parse("anna@example.com", "email").Value };

    private static Task<TestCore> StartAsync(string storage, params string[] groups) => StartAsync(storage, _ => { }, groups);

    private static async Task<TestCore> StartAsync(string storage, Action<IServiceCollection> adjust, params string[] groups)
    {
        var core = await TestCore.StartAsync(storage, adjust);
        core.Get<GroupOptions>().Default = groups;
        await core.Get<Freehold.Groups>().PutAsync([new Group("1", "customer", "Customers"), new Group("2", "member", "Members"), new Group("3", "vip", "Best")], Ct);
        return core;
    }

    private static async Task<CustomerId> RegisterAsync(TestCore core) => (await core.Get<Registrations>().RegisterAsync(Anna, Origin, Ct)).Value.Id;

    private static Task<List<string>> GroupsAsync(TestCore core, CustomerId customer) =>
        core.Database.ReadAsync(async session => (await session.ListMembershipsAsync(customer, Ct)).ConvertAll(membership => $"{membership.GroupId}:{membership.Label}"), Ct);

    private sealed class Said : ILogger<DefaultGroups>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning) Lines.Add(formatter(state, exception));
        }
    }
}
