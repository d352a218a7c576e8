using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

public sealed class Racing_for_an_identifier
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task has_one_winner_among_fifty(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        core.WritesIdentifiersByHand = true;
        var now = core.Clock.GetUtcNow();

        var won = await Task.WhenAll(Enumerable.Range(1, 50).Select(customer => core.Database.WriteAsync(session => session.ClaimAsync(IdentifierKind.Login, "anna@example.com", new CustomerId(customer), now, Ct), Ct)));

        var owner = await core.Database.ReadAsync(session => session.FindCustomerAsync(IdentifierKind.Login, "anna@example.com", Ct), Ct);
        Assert.Equal(1, won.Count(claimed => claimed));
        Assert.Equal(Array.IndexOf(won, true) + 1, owner!.Value.Value);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task waits_for_the_end_of_a_reservation(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        core.WritesIdentifiersByHand = true;
        var now = core.Clock.GetUtcNow();
        var until = now + TimeSpan.FromDays(7);
        await ClaimAsync(1, now);
        await core.Database.WriteAsync(
            async session =>
            {
                await session.ReserveAsync(IdentifierKind.Login, "anna@example.com", new CustomerId(1), until, Ct);
                return new Done();
            },
            Ct);

        Assert.False(await ClaimAsync(2, until - TimeSpan.FromSeconds(1)));
        Assert.True(await ClaimAsync(1, now));
        Assert.False(await ClaimAsync(2, until + TimeSpan.FromSeconds(1)));

        Task<bool> ClaimAsync(long customer, DateTimeOffset at) =>
            core.Database.WriteAsync(session => session.ClaimAsync(IdentifierKind.Login, "anna@example.com", new CustomerId(customer), at, Ct), Ct);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task never_makes_two_accounts_with_one_id(string storage)
    {
        await using var core = await TestCore.StartAsync(storage);
        var now = core.Clock.GetUtcNow();
        var account = new Account { Id = new CustomerId(42), Standing = Standing.Active, Registered = true, CreatedAt = now, ChangedAt = now, Uuid = "u" };

        var made = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => core.Database.WriteAsync(session => session.InsertAccountAsync(account, now, Ct), Ct)));

        Assert.Equal(1, made.Count(inserted => inserted));
    }
}
