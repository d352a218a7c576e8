using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

public sealed class Forgetting_events
{
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_each_action_its_own_time(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var change = new ProfileChange();
        change.Fields[ProfileField.City] = "Oslo";
        await scene.Get<Profiles>().UpdateAsync(anna, change, Scene.Ct);

        Assert.Equal(0, await ForgetAfterAsync(scene, TimeSpan.FromDays(30)));
        Assert.Equal(["client.identify", "client.login", "profile.updated"], await LeftAfterAsync(scene, TimeSpan.FromSeconds(1)));
        Assert.Equal(["client.identify", "client.login"], await LeftAfterAsync(scene, TimeSpan.FromDays(60)));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task forgets_more_than_one_portion_at_a_time(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var recording = scene.Get<EventRecording>();
        for (var i = 0; i < 1200; i++) await recording.OfCustomerAsync(anna, [new ToldEvent("client.register", null, null, $"{i}")], Scene.Ct);

        // A portion of rows more than events told: what shares one with the identification leaves it behind.
        Assert.Equal(1201, await ForgetAfterAsync(scene, TimeSpan.FromDays(31)));
        Assert.Equal(["client.identify", "client.login"], await LeftAfterAsync(scene, TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_no_event_whose_time_is_over_already(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var recording = scene.Get<EventRecording>();
        var old = scene.Clock.GetUtcNow().AddDays(-31);

        await recording.OfCustomerAsync(anna, [new ToldEvent("client.register", old, null, null)], Scene.Ct);
        await recording.OfCustomerAsync(anna, [new ToldEvent("size.chosen", old, null, null)], Scene.Ct);

        Assert.Equal(1, await scene.CountAsync("event", $"at = {old.ToUnixTimeMilliseconds()}"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_for_ever_what_is_set_to_no_days(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        scene.Get<EventOptions>().RetentionDays["size.chosen"] = 0;
        var anna = await scene.RegisterAsync("anna@example.com");
        var old = scene.Clock.GetUtcNow().AddDays(-1);
        foreach (var at in (DateTimeOffset?[])[null, old]) await scene.Get<EventRecording>().OfCustomerAsync(anna, [new ToldEvent("size.chosen", at, null, null)], Scene.Ct);

        await ForgetAfterAsync(scene, TimeSpan.FromDays(1000));

        Assert.Equal(2, await scene.CountAsync("event", "action = 'size.chosen'"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_the_newest_of_what_a_customer_tells_and_all_that_others_record(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        scene.Get<EventOptions>().MostTold = 20;
        var anna = await scene.RegisterAsync("anna@example.com");
        var recording = scene.Get<EventRecording>();
        var recorded = await scene.CountAsync("event");
        var named = new NamedCustomer(anna.Customer, null, null, null);
        await recording.OfAsync([.. Enumerable.Range(1, 30).Select(n => new NamedEvent(named, new ToldEvent("bought", null, $"[{n}]", null), "client"))], Scene.Origin, Scene.Ct);

        for (var n = 1; n <= 25; n++)
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            await recording.OfCustomerAsync(anna, [new ToldEvent("step", null, $"[{n}]", null)], Scene.Ct);
            Assert.Equal(n <= 20 ? n : 18 + ((n - 21) % 3), await scene.CountAsync("event", "action = 'step'"));
        }

        var steps = await scene.Database.ReadAsync(session => session.ListAsync($"SELECT params FROM event WHERE action = 'step' ORDER BY at DESC", row => row.Text(0), Scene.Ct), Scene.Ct);
        Assert.Equal(Enumerable.Range(0, 19).Select(ago => $"[{25 - ago}]"), steps);
        Assert.Equal((30, recorded), (await scene.CountAsync("event", "action = 'bought'"), await scene.CountAsync("event", "action NOT IN ('step', 'bought')")));
    }

    private static Task<int> ForgetAfterAsync(Scene scene, TimeSpan time)
    {
        scene.Clock.Advance(time);
        return scene.Get<EventRetention>().ForgetDueAsync(Scene.Ct);
    }

    private static async Task<List<string>> LeftAfterAsync(Scene scene, TimeSpan time)
    {
        await ForgetAfterAsync(scene, time);
        return await scene.Database.ReadAsync(session => session.ListAsync($"SELECT action FROM event UNION SELECT 'profile.updated' FROM profile_update ORDER BY action", row => row.Text(0), Scene.Ct), Scene.Ct);
    }
}
