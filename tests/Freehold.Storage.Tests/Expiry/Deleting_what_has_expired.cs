using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Expiry;

public sealed class Deleting_what_has_expired
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_a_session_a_day_after_its_end_and_none_that_goes_on(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com");
        scene.Clock.Advance(TimeSpan.FromDays(10));
        var later = await scene.SignInAsync("anna@example.com", Scene.Password);

        Assert.Equal(2, await LeftAfterAsync(scene, "session", TimeSpan.FromDays(5) - TimeSpan.FromSeconds(1)));
        Assert.Equal(1, await LeftAfterAsync(scene, "session", TimeSpan.FromSeconds(1)));
        Assert.NotNull(await scene.ReadAsync(later));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_an_undo_its_seven_days_and_then_a_week_to_say_that_it_is_over(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        var undo = await scene.LinkAsync("anna@example.com", "notice-email-changed");

        await LeftAfterAsync(scene, "link", TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.False((await scene.Get<MailedLinks>().LookAsync(undo, null, Scene.Ct))!.IsExpired);
        await LeftAfterAsync(scene, "link", TimeSpan.FromDays(7));
        Assert.True((await scene.Get<MailedLinks>().LookAsync(undo, null, Scene.Ct))!.IsExpired);
        Assert.Equal(0, await LeftAfterAsync(scene, "link", TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_a_former_address_when_nobody_can_take_it_back_and_none_in_use(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        const string former = "(SELECT * FROM identifier WHERE value = 'anna@example.com') AS former";

        Assert.Equal(1, await LeftAfterAsync(scene, former, TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1)));
        Assert.Equal(0, await LeftAfterAsync(scene, former, TimeSpan.FromSeconds(1)));
        Assert.True(await scene.CanSignInAsync("new@example.com", Scene.Password));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_a_code_with_its_ten_minutes(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await KeepCodesAsync(scene, anna.Customer.Value, 1);

        Assert.Equal(1, await LeftAfterAsync(scene, "code", TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1)));
        Assert.Equal(0, await LeftAfterAsync(scene, "code", TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task goes_on_until_nothing_is_left(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await KeepCodesAsync(scene, 1, (2 * ExpirySweeper.AtOnce) + 1);

        Assert.Equal(0, await LeftAfterAsync(scene, "code", TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task does_not_wait_for_a_row_that_is_in_use()
    {
        await using var scene = await Scene.StartAsync("postgres");
        await KeepCodesAsync(scene, 1, 1);
        await KeepCodesAsync(scene, 2, 1);
        scene.Clock.Advance(TimeSpan.FromHours(1));

        await scene.ChangeAnyAsync(async session =>
        {
            await session.CountTryAsync(new CustomerId(1), "purpose 0", Scene.Ct);
            return await ExpirySweeper.SweepAsync(scene.Database, scene.Clock.GetUtcNow(), Scene.Ct);
        });

        Assert.Equal(1, await scene.CountAsync("code"));
    }

    private static Task<int> KeepCodesAsync(Scene scene, long customer, int count) =>
        scene.ChangeAnyAsync(async session =>
        {
            var now = scene.Clock.GetUtcNow();
            for (var i = 0; i < count; i++) await session.KeepCodeAsync(new CustomerId(customer), $"purpose {i}", new PendingCode("", [0], 0, 0, now, now.AddMinutes(10)), Scene.Ct);
            return count;
        });

    private static async Task<long> LeftAfterAsync(Scene scene, string table, TimeSpan time)
    {
        scene.Clock.Advance(time);
        await ExpirySweeper.SweepAsync(scene.Database, scene.Clock.GetUtcNow(), Scene.Ct);
        return await scene.CountAsync(table);
    }
}
