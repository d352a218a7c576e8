namespace Freehold.Storage.Tests.Ownership;

/// <summary>T41, T46 and how long sessions live: 14 days without use, 30 days at the latest.</summary>
public sealed class Sessions_in_use
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task end_after_two_weeks_without_use(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        scene.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await scene.ReadAsync(anna));
        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await scene.ReadAsync(anna));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task go_on_while_they_are_used_but_end_after_thirty_days(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var day = 10; day < 30; day += 10)
        {
            scene.Clock.Advance(TimeSpan.FromDays(10));
            Assert.NotNull(await scene.ReadAsync(anna));
            Assert.Equal(1, await scene.Get<SessionTouches>().WriteAsync(Scene.Ct));
        }

        scene.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await scene.ReadAsync(anna));
        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await scene.ReadAsync(anna));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task go_on_while_they_are_used_also_where_they_end_soon_without(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        scene.Get<SignInOptions>().IdleLifetime = TimeSpan.FromMinutes(20);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var minute = 2; minute <= 60; minute += 2)
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.NotNull(await scene.ReadAsync(anna));
            await scene.Get<SessionTouches>().WriteAsync(Scene.Ct);
        }

        scene.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Null(await scene.ReadAsync(anna));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task are_noted_once_an_hour_at_most(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.ReadAsync(anna);
        Assert.Equal(0, await scene.Get<SessionTouches>().WriteAsync(Scene.Ct));

        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.ReadAsync(anna);
        await scene.ReadAsync(anna);

        Assert.Equal(1, await scene.Get<SessionTouches>().WriteAsync(Scene.Ct));
        await scene.ReadAsync(anna);
        Assert.Equal(0, await scene.Get<SessionTouches>().WriteAsync(Scene.Ct));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task are_listed_and_can_be_ended_one_by_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var first = await scene.RegisterAsync("anna@example.com");
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await scene.SignInAsync("anna@example.com", Scene.Password);
        var other = await scene.RegisterAsync("other@example.com");

        var listed = await scene.Get<Sessions>().ListAsync(second, Scene.Ct);
        Assert.Equal([(second.Session, true), (first.Session, false)], listed!.Select(entry => (entry.Id, entry.IsOwn)));
        Assert.Equal(FailureCode.NotFound, (await scene.Get<Sessions>().EndAsync(second, other.Session, Scene.Ct)).Failure!.Code);
        Assert.Null((await scene.Get<Sessions>().EndAsync(second, first.Session, Scene.Ct)).Failure);

        Assert.Null(await scene.ReadAsync(first));
        Assert.NotNull(await scene.ReadAsync(second));
        Assert.NotNull(await scene.ReadAsync(other));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task are_listed_as_long_as_they_are_good(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        scene.Clock.Advance(TimeSpan.FromDays(1));
        var second = await scene.SignInAsync("anna@example.com", Scene.Password);
        scene.Clock.Advance(TimeSpan.FromDays(13));

        var listed = await scene.Get<Sessions>().ListAsync(second, Scene.Ct);

        Assert.Equal(second.Session, Assert.Single(listed!).Id);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task end_everywhere_but_here_or_everywhere(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var first = await scene.RegisterAsync("anna@example.com");
        var second = await scene.SignInAsync("anna@example.com", Scene.Password);

        Assert.Null((await scene.Get<Sessions>().EndOthersAsync(second, Scene.Ct)).Failure);
        Assert.Null(await scene.ReadAsync(first));
        Assert.NotNull(await scene.ReadAsync(second));
        Assert.Null((await scene.Get<SignIns>().SignOutAsync(second, everywhere: true, Scene.Ct)).Failure);

        Assert.Null(await scene.ReadAsync(second));
    }

    [Theory]
    [InlineData("sqlite", Standing.Disabled)]
    [InlineData("postgres", Standing.Disabled)]
    [InlineData("sqlite", Standing.Leaving)]
    [InlineData("postgres", Standing.Leaving)]
    [InlineData("sqlite", Standing.Waiting)]
    [InlineData("postgres", Standing.Waiting)]
    public async Task never_begin_for_an_account_that_may_not_be_used(string storage, Standing standing)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var token = (await scene.Get<SignIns>().WithPasswordAsync("anna@example.com", Scene.Password, Scene.Origin, Scene.Ct)).Value;
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET standing = {(long)standing} WHERE customer_id = {anna.Customer}", Scene.Ct));

        Assert.Null(await scene.ReadAsync(anna));
        Assert.False(await scene.CanSignInAsync("anna@example.com", Scene.Password));
        Assert.NotNull((await scene.Get<SignIns>().InBrowserAsync("anna@example.com", Scene.Password, Scene.Origin, Scene.Ct)).Failure);
        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<SignIns>().RefreshAsync(token.Says, Scene.Origin, Scene.Ct)).Failure!.Code);
        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<StepUps>().WithPasswordAsync(anna, Scene.Password, Scene.Ct)).Failure!.Code);
    }

    [Theory]
    [InlineData("sqlite", "out of use")]
    [InlineData("postgres", "out of use")]
    [InlineData("sqlite", "of an older epoch")]
    [InlineData("postgres", "of an older epoch")]
    [InlineData("sqlite", "of a disabled account")]
    [InlineData("postgres", "of a disabled account")]
    [InlineData("sqlite", "revoked")]
    [InlineData("postgres", "revoked")]
    public async Task open_nothing_once_they_are_over(string storage, string over)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var token = new AccessToken(TokenRealm.Client, anna.Customer, anna.Session, null, SignIns.PasswordMethod, DateTimeOffset.MaxValue);
        if (over == "out of use") scene.Clock.Advance(TimeSpan.FromDays(14));
        else if (over == "of an older epoch") await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET epoch = epoch + 1 WHERE customer_id = {anna.Customer}", Scene.Ct));
        else if (over == "of a disabled account") await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET standing = 0 WHERE customer_id = {anna.Customer}", Scene.Ct));
        else await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM session WHERE customer_id = {anna.Customer}", Scene.Ct));

        FailureCode?[] answers =
        [
            (await scene.Get<Profiles>().UpdateAsync(anna, new ProfileChange(), Scene.Ct)).Failure?.Code,
            (await scene.Get<SignIns>().RefreshAsync(token, Scene.Origin, Scene.Ct)).Failure?.Code,
            (await scene.Get<SignIns>().SignOutAsync(anna, everywhere: true, Scene.Ct)).Failure?.Code,
            (await scene.Get<Sessions>().EndAsync(anna, anna.Session, Scene.Ct)).Failure?.Code,
            (await scene.Get<Sessions>().EndOthersAsync(anna, Scene.Ct)).Failure?.Code,
            (await scene.Get<StepUps>().WithPasswordAsync(anna, Scene.Password, Scene.Ct)).Failure?.Code,
            (await scene.Get<StepUps>().WithPasswordAsync(anna, "a guess at the password", Scene.Ct)).Failure?.Code,
            (await scene.Get<StepUps>().MailAsync(anna, Scene.Ct)).Failure?.Code,
            (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.None(), Scene.Ct)).Failure?.Code,
        ];

        Assert.All(answers, answer => Assert.Equal(FailureCode.NotSignedIn, answer));
        Assert.Null(await scene.ReadAsync(anna));
        Assert.Null(await scene.Get<SignIns>().EndOfAsync(anna, Scene.Ct));
        Assert.Null(await scene.Get<Sessions>().ListAsync(anna, Scene.Ct));
        Assert.Null(await scene.Get<AgreementLedger>().ReadAsync(anna, Scene.Ct));
        Assert.Null(await scene.Get<Orders>().ListAsync(anna, null, 0, 10, Scene.Ct));
    }
}
