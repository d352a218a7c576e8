using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

/// <summary>What a registration begins with is three events and one row (<see cref="JoinedEvents"/>).</summary>
public sealed class Events_that_share_a_row
{
    private static readonly string[] Beginning = ["client.add", "client.identify", "client.register"];

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task are_each_found_by_their_name(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var all = (await ListAsync(scene, anna)).Where(one => one.Action != "client.login").ToList();

        Assert.Equal(1, await scene.CountAsync("event", "action <> 'client.login'"));
        Assert.Equal(Beginning.Reverse(), all.Select(one => one.Action));
        Assert.Equal(all.Select(one => one.Action), all.Select(one => one.Label));
        Assert.Equal(3, all.DistinctBy(one => one.Id).Count());
        foreach (var one in all)
        {
            Assert.Equal([one], await ListAsync(scene, anna, one.Action));
            Assert.Equal([one], await ListAsync(scene, anna, one.Action, "client.none"));
            Assert.Equal([one], (await scene.Get<EventHistory>().ReadAllAsync(new EventFilter(null, null, [one.Action], 10), Scene.Ct)).Select(shared => shared.Event));
        }

        Assert.Equal(all.Take(2), await ListAsync(scene, anna, "client.identify", "client.register"));
        Assert.Empty(await ListAsync(scene, anna, "client.add+client.identify+client.register"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leave_the_identification_as_it_was(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var identified = await ListAsync(scene, anna, "client.identify");

        await ForgetAfterAsync(scene, 29);
        Assert.Equal(3, (await ListAsync(scene, anna, Beginning)).Count);
        await ForgetAfterAsync(scene, 2);

        Assert.Equal(identified, await ListAsync(scene, anna, Beginning));
        Assert.Equal(1, await scene.CountAsync("event", "action = 'client.identify' AND label = action"));
        Assert.Equal(0, await scene.CountAsync("event", "action LIKE '%+%'"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task show_for_as_long_as_each_is_kept(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var days = scene.Get<EventOptions>().RetentionDays;
        (days["client.add"], days["client.identify"], days["client.register"]) = (10, 20, 30);
        var anna = await scene.RegisterAsync("anna@example.com");

        foreach (var (more, shown) in ((int, string[])[])[(9, Beginning), (2, Beginning[1..]), (10, Beginning[2..]), (10, [])])
        {
            await ForgetAfterAsync(scene, more);
            Assert.Equal(shown.Reverse(), (await ListAsync(scene, anna, Beginning)).Select(one => one.Action));
        }

        Assert.Equal(0, await scene.CountAsync("event", "action <> 'client.login'"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task stay_together_while_another_than_the_identification_is_kept(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        scene.Get<EventOptions>().RetentionDays.Remove("client.add");
        var anna = await scene.RegisterAsync("anna@example.com");

        await ForgetAfterAsync(scene, 400);

        Assert.Equal(["client.identify", "client.add"], (await ListAsync(scene, anna, Beginning)).Select(one => one.Action));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task are_forgotten_in_more_than_one_portion(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.Get<BusinessProfiles>().PutAllAsync([.. Enumerable.Range(0, 1200).Select(n => new BusinessChange { Email = new(true, EmailAddress.Parse($"n{n}@example.com", "email").Value) })], Scene.Origin, Scene.Ct);
        Assert.Equal(1200, await scene.CountAsync("event", "action = 'client.add+client.identify'"));

        await ForgetAfterAsync(scene, 31);

        Assert.Equal(1200, await scene.CountAsync("event", "action = 'client.identify'"));
        Assert.Equal(1200, await scene.CountAsync("event"));
    }

    private static Task<int> ForgetAfterAsync(Scene scene, int days)
    {
        scene.Clock.Advance(TimeSpan.FromDays(days));
        return scene.Get<EventRetention>().ForgetDueAsync(Scene.Ct);
    }

    /// <summary>What the business side sees, whose right to ask does not end with a session.</summary>
    private static async Task<IReadOnlyList<RecordedEvent>> ListAsync(Scene scene, Caller customer, params string[] actions) =>
        (await scene.Get<EventHistory>().ReadAsync(new ProfileKey.Id(customer.Customer), new EventFilter(null, null, actions, 100), Scene.Ct))!.Events;
}
