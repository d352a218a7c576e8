using Freehold.Testing;

namespace Freehold.Storage.Tests.Registration;

public sealed class Registering
{
    private static readonly Origin Origin = new("192.0.2.1", "test");

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task lets_the_customer_sign_in_and_read_the_account(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var ct = TestContext.Current.CancellationToken;
        var made = await core.Get<Registrations>().RegisterAsync(New("anna@example.com"), Origin, ct);

        var token = (await core.Get<SignIns>().WithPasswordAsync("ANNA@example.com", "correct horse", Origin, ct)).Value;

        var account = await core.Get<Profiles>().ReadAsync(new Caller(token.Says.Customer, token.Says.Session, Origin), ct);
        Assert.Equal(made.Value.Id, account!.Id);
        Assert.Equal("anna@example.com", account.Email);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task gives_an_address_to_one_account_only_however_many_ask_at_once(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var registrations = core.Get<Registrations>();
        string[] spellings = ["anna@example.com", "ANNA@EXAMPLE.COM", "Anna@Example.com", "ａｎｎａ@example.com"];

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            registrations.RegisterAsync(New(spellings[i % spellings.Length], password: null), Origin, TestContext.Current.CancellationToken)));

        Assert.Single(results, result => result.Failure is null);
        Assert.All(results.Where(result => result.Failure is not null), result => Assert.Equal(FailureCode.Taken, result.Failure!.Code));
        var rows = await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM account", row => row.Long(0), default), default);
        Assert.Equal(1, rows);
    }

    /// <summary>T08</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task refuses_a_code_that_is_somebodys_address(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var ct = TestContext.Current.CancellationToken;
        await core.Get<Registrations>().RegisterAsync(New("anna@example.com"), Origin, ct);
        var code = LoginCode.Parse("ANNA@example.com", "code").Value;

        var refused = await core.Get<Registrations>().RegisterAsync(new NewAccount { Email = EmailAddress.Parse("mallory@example.com", "email").Value, Code = code }, Origin, ct);

        Assert.Equal("code", refused.Failure?.Field);
        Assert.Equal(1, await core.Database.ReadAsync(session => session.FirstAsync($"SELECT COUNT(*) FROM account", row => row.Long(0), ct), ct));
    }

    /// <summary>Hashes take the time of everybody who waits to sign in.</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task more_often_than_an_address_may_costs_no_hash(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var limit = new Limit(1, TimeSpan.FromHours(1));
        Task<Result<Account>> RegisterAsync(string email) =>
            core.Get<Registrations>().RegisterAsync(new NewAccount { Email = EmailAddress.Parse(email, "email").Value, Password = "correct horse", CreationLimit = limit }, Origin, default);
        Assert.Null((await RegisterAsync("anna@example.com")).Failure);
        var hashes = core.Get<PasswordHashing>().HashesDone;

        var refused = await RegisterAsync("berta@example.com");

        Assert.Equal(new Failure(FailureCode.LimitReached) { RetryAfter = limit.Window }, refused.Failure);
        Assert.Equal(hashes, core.Get<PasswordHashing>().HashesDone);
        core.Clock.Advance(limit.Window);
        Assert.Null((await RegisterAsync("berta@example.com")).Failure);
    }

    private static NewAccount New(string email, string? password = "correct horse") =>
        new() { Email = EmailAddress.Parse(email, "email").Value, Password = password };
}
