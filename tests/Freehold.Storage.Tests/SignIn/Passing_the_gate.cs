namespace Freehold.Storage.Tests.SignIn;

/// <summary>T51: every path that issues a token or session passes one gate.</summary>
public sealed class Passing_the_gate
{
    private const string Email = "anna@example.com";
    private const string Password = "correct horse";
    private static readonly Origin Origin = new("192.0.2.1", "test");

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_refused_to_a_disabled_account_until_it_is_enabled_again(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var ct = TestContext.Current.CancellationToken;
        var (account, token) = await SignedInAsync(core, ct);

        await core.Get<AccountControl>().ChangeAsync(account, enabled: false, groups: null, ct);
        await AllIsShutAsync(core, token, ct);

        await core.Get<AccountControl>().ChangeAsync(account, enabled: true, groups: null, ct);
        Assert.Null((await core.Get<SignIns>().WithPasswordAsync(Email, Password, Origin, ct)).Failure);
        Assert.Equal(FailureCode.NotSignedIn, (await core.Get<SignIns>().RefreshAsync(token.Says, Origin, ct)).Failure?.Code);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_refused_to_an_account_that_looks_deleted(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var ct = TestContext.Current.CancellationToken;
        var (account, token) = await SignedInAsync(core, ct);

        await core.Get<Deletions>().DeleteAsync(new Caller(account, token.Says.Session, Origin), new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), ct);

        await AllIsShutAsync(core, token, ct);
    }

    /// <summary>The password was proved a moment before: what stands when the session begins decides.</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_refused_to_whoever_proved_the_password_of_an_account_that_changed_since(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var ct = TestContext.Current.CancellationToken;
        var (account, _) = await SignedInAsync(core, ct);
        var epoch = await core.Database.ReadAsync(session => session.FirstAsync($"SELECT epoch FROM account WHERE customer_id = {account}", row => row.Long(0), ct), ct);
        var began = new List<Standing>();

        foreach (var standing in Enum.GetValues<Standing>())
        {
            await core.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE account SET standing = {(long)standing} WHERE customer_id = {account}", ct), ct);
            if (await BeginAsync(core, account, epoch, ct)) began.Add(standing);
        }

        Assert.Equal([Standing.Active], began);
        await core.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE account SET standing = {(long)Standing.Active}, epoch = epoch + 1 WHERE customer_id = {account}", ct), ct);
        Assert.False(await BeginAsync(core, account, epoch, ct));
        Assert.True(await BeginAsync(core, account, epoch + 1, ct));
        Assert.False(await BeginAsync(core, new CustomerId(account.Value + 1), epoch + 1, ct));
    }

    private static Task<bool> BeginAsync(TestCore core, CustomerId account, long epoch, CancellationToken ct)
    {
        var now = core.Clock.GetUtcNow();
        var begun = new NewSession(account, Randomness.SessionId(), epoch, SignIns.PasswordMethod, Origin.Address, now.AddDays(30), now.AddDays(14));
        return core.Database.WriteAsync(session => session.BeginSessionAsync(begun, now, ct), ct);
    }

    private static async Task<(CustomerId Account, IssuedToken Token)> SignedInAsync(TestCore core, CancellationToken ct)
    {
        var made = await core.Get<Registrations>().RegisterAsync(new NewAccount { Email = EmailAddress.Parse(Email, "email").Value, Password = Password }, Origin, ct);
        return (made.Value.Id, (await core.Get<SignIns>().WithPasswordAsync(Email, Password, Origin, ct)).Value);
    }

    private static async Task AllIsShutAsync(TestCore core, IssuedToken token, CancellationToken ct)
    {
        var signIns = core.Get<SignIns>();
        Assert.Equal(FailureCode.WrongCredentials, (await signIns.WithPasswordAsync(Email, Password, Origin, ct)).Failure?.Code);
        Assert.Equal(FailureCode.WrongCredentials, (await signIns.InBrowserAsync(Email, Password, Origin, ct)).Failure?.Code);
        Assert.Equal(FailureCode.NotSignedIn, (await signIns.RefreshAsync(token.Says, Origin, ct)).Failure?.Code);
        Assert.Null(await core.Get<Profiles>().ReadAsync(new Caller(token.Says.Customer, token.Says.Session, Origin), ct));
    }
}
