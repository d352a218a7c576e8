using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>Updates of a profile are events that are found one by another, not by an index.</summary>
public sealed class Telling_of_updates
{
    private static readonly EventFilter Updates = new(null, null, ["profile.updated"], 100);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_of_each_one_newest_first(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var bert = await scene.RegisterAsync("bert@example.com");
        var moments = new List<DateTimeOffset>();
        for (var i = 0; i < 8; i++)
        {
            // Two of each moment.
            if (i % 2 == 0) scene.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await UpdateAsync(scene, anna, $"Town {i}");
            await UpdateAsync(scene, bert, $"Town {i}");
            moments.Insert(0, scene.Clock.UtcNow);
        }

        var all = await OwnAsync(scene, anna, Updates);

        Assert.Equal(moments, all.Select(happened => happened.At));
        Assert.Equal(8, all.Select(happened => happened.Id).Distinct().Count());
        Assert.Equal(all.Take(3), await OwnAsync(scene, anna, Updates with { Limit = 3 }));
        Assert.Equal(all.Skip(2).Take(4), await OwnAsync(scene, anna, Updates with { From = moments[4], To = moments[2] }));
        Assert.Empty(await OwnAsync(scene, anna, Updates with { To = moments[^1].AddMilliseconds(-1) }));
        Assert.Equal(8, (await OwnAsync(scene, anna, Updates with { From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue })).Count);
        Assert.Equal(["client.updateData", "profile.updated"], (await OwnAsync(scene, anna, new EventFilter(null, null, [], 2))).Select(happened => happened.Action));
        Assert.Equal(16, (await OwnAsync(scene, anna, Updates with { Actions = ["profile.updated", "client.updateData"] })).Select(happened => happened.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_the_business_side_of_everybodys(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var bert = await scene.RegisterAsync("bert@example.com");
        await UpdateAsync(scene, anna, "Oslo");
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await UpdateAsync(scene, bert, "Oslo");
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromDays(7));
        await scene.Get<Deletions>().EraseDueAsync(Scene.Ct);

        var shared = await scene.Get<EventHistory>().ReadAllAsync(Updates, Scene.Ct);

        Assert.Equal(["bert@example.com", null], shared.Select(happened => happened.Owner?.Email));
        Assert.Equal(bert.Customer, shared[0].Under);
        Assert.True(shared[1].Under.Value < 0);
        Assert.Equal([shared[0]], await scene.Get<EventHistory>().ReadAllAsync(Updates with { Limit = 1 }, Scene.Ct));
        Assert.Equal(4, (await scene.Get<EventHistory>().ReadAllAsync(Updates with { Actions = [] }, Scene.Ct)).Count(happened => happened.Event.Action is "profile.updated" or "client.updateData"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_of_the_newer_ones_where_the_time_of_the_older_is_over(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 3; i++) await UpdateAsync(scene, anna, $"Before {i}");
        scene.Clock.Advance(TimeSpan.FromDays(60));
        anna = await scene.SignInAsync("anna@example.com", Scene.Password);
        for (var i = 0; i < 2; i++) await UpdateAsync(scene, anna, $"After {i}");
        scene.Clock.Advance(TimeSpan.FromDays(31));

        await scene.Get<EventRetention>().ForgetDueAsync(Scene.Ct);

        Assert.Equal(2, await scene.CountAsync("profile_update"));
        Assert.Equal(2, (await scene.Get<EventHistory>().ReadAsync(new ProfileKey.Id(anna.Customer), Updates, Scene.Ct))!.Events.Count);
        await UpdateAsync(scene, await scene.SignInAsync("anna@example.com", Scene.Password), "Today");
        Assert.Equal(3, (await scene.Get<EventHistory>().ReadAsync(new ProfileKey.Id(anna.Customer), Updates, Scene.Ct))!.Events.Count);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task forgets_more_than_one_portion_at_a_time(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.ChangeAnyAsync(async session =>
        {
            for (var number = 0L; number < 1200; number++) await session.ExecuteAsync($"INSERT INTO profile_update (update_id, customer_id) VALUES ({number}, {new CustomerId(17)})", Scene.Ct);
            return 0;
        });

        Assert.Equal(1200, await scene.Get<EventRetention>().ForgetDueAsync(Scene.Ct));
        Assert.Equal(0, await scene.CountAsync("profile_update"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_the_account_of_what_changed_in_the_profile_that_it_took_in(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profiles = scene.Get<BusinessProfiles>();
        await profiles.PutAsync(Named("Oslo"), Scene.Origin, Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await profiles.PutAsync(Named("Bergen"), Scene.Origin, Scene.Ct);
        var changed = scene.Clock.UtcNow;
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        var nora = await scene.RegisterAsync("nora@example.com");
        await UpdateAsync(scene, nora, "Narvik");

        await scene.ChangeAsync(nora, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, "nora@example.com", ProofSide.Inside, Scene.Origin, now, Scene.Ct));

        Assert.Equal([scene.Clock.UtcNow, changed], (await OwnAsync(scene, nora, Updates)).Select(happened => happened.At));
        Assert.Equal(1, await scene.CountAsync("profile_update"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task moves_on_where_the_clock_goes_back(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var ahead = UpdateNumber.First(scene.Clock.UtcNow.AddMinutes(1));
        await scene.ChangeAnyAsync(async session =>
        {
            await session.ExecuteAsync($"INSERT INTO profile_update (update_id, customer_id) VALUES ({ahead}, {anna.Customer})", Scene.Ct);
            return await session.ExecuteAsync($"UPDATE account SET last_update = {ahead} WHERE customer_id = {anna.Customer}", Scene.Ct);
        });

        await UpdateAsync(scene, anna, "Oslo");

        Assert.Equal([ahead + 2, ahead], (await OwnAsync(scene, anna, Updates with { To = scene.Clock.UtcNow.AddHours(1) })).Select(happened => happened.Id));
    }

    private static BusinessChange Named(string city) => new() { Email = new(true, Scene.Email("nora@example.com")), Profile = new ProfileChange { Fields = { [ProfileField.City] = city } } };

    private static async Task UpdateAsync(Scene scene, Caller caller, string city) =>
        Assert.Null((await scene.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Fields = { [ProfileField.City] = city } }, Scene.Ct)).Failure);

    private static async Task<IReadOnlyList<RecordedEvent>> OwnAsync(Scene scene, Caller caller, EventFilter filter) => (await scene.Get<EventHistory>().ReadAsync(caller, filter, Scene.Ct))!.Events;
}
