using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

/// <summary>What customers, visitors and the shop tell of what happened.</summary>
public sealed class Recording_what_is_told
{
    private const string Action = "size.chosen";

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task puts_nothing_into_the_future(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var now = scene.Clock.UtcNow;

        foreach (var minutes in (int[])[1, -1]) await TellAsync(scene, anna, new ToldEvent(Action, now.AddMinutes(minutes), null, null));

        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([now, now.AddMinutes(-1)], (await ListAsync(scene, anna)).Select(happened => happened.At));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task replaces_an_event_only_by_one_of_its_customer_action_and_salt(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var (anna, carl) = (await scene.RegisterAsync("anna@example.com"), await scene.RegisterAsync("carl@example.com"));

        foreach (var action in (string[])[Action, Action, "size.changed"])
            foreach (var customer in (Caller[])[anna, carl])
                foreach (var salt in (string?[])["1", "2", null]) await TellAsync(scene, customer, new ToldEvent(action, null, null, salt));

        foreach (var customer in (Caller[])[anna, carl])
            Assert.Equal([(Action, 4), ("size.changed", 3)], (await ListAsync(scene, customer)).CountBy(happened => happened.Action).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => (of.Key, of.Value)).Reverse());
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task makes_five_hundred_visitors_an_hour_for_one_client_address(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        for (var i = 0; i < 500; i++) Assert.Null(await VisitAsync($"visitor {i}", Scene.Origin));

        var often = await VisitAsync("visitor 500", Scene.Origin);

        Assert.Equal((FailureCode.Throttled, TimeSpan.FromHours(1)), (often?.Code, often?.RetryAfter));
        Assert.Null(await VisitAsync("visitor 0", Scene.Origin));
        Assert.Null(await VisitAsync("visitor 501", new Origin("192.0.2.2", "test")));
        scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await VisitAsync("visitor 500", Scene.Origin));
        Assert.Equal(502, await scene.CountAsync("account"));

        async Task<Failure?> VisitAsync(string uuid, Origin origin) =>
            (await scene.Get<EventRecording>().OfVisitorAsync(uuid, [new ToldEvent(Action, null, null, null)], origin, Ct)).Failure;
    }

    private static async Task TellAsync(Scene scene, Caller caller, ToldEvent told) =>
        Assert.Null((await scene.Get<EventRecording>().OfCustomerAsync(caller, [told], Ct)).Failure);

    private static async Task<IReadOnlyList<RecordedEvent>> ListAsync(Scene scene, Caller caller) =>
        (await scene.Get<EventHistory>().ReadAsync(caller, new EventFilter(null, null, [Action, "size.changed"], 500), Ct))!.Events;
}
