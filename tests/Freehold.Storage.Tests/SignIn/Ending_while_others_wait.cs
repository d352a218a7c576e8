using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.SignIn;

/// <summary>T35, T42, T60: what waits for an account's row learns of what whoever held it has ended.</summary>
public sealed class Ending_while_others_wait
{
    private const string Anna = "anna@example.com";

    /// <summary>Longer than a request takes to its lock.</summary>
    private static readonly TimeSpan Queueing = TimeSpan.FromMilliseconds(300);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_whoever_waits_with_an_ended_session(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var owner = await scene.RegisterAsync(Anna);
        var thief = await scene.SignInAsync(Anna, Scene.Password);
        await scene.ReadAsync(thief);
        Task<Result<Done>>[] waiting = [];

        await scene.ChangeAnyAsync(async session =>
        {
            await session.LockAccountAsync(owner, scene.Clock.GetUtcNow(), Scene.Ct);
            waiting =
            [
                Task.Run(() => UpdateAsync(scene, thief)),
                Task.Run(() => scene.Get<PhoneChanges>().RequestAsync(thief, Phone.Parse("+48555015332", "phone", null).Value, Scene.Ct)),
                Task.Run(() => scene.Get<EventRecording>().OfCustomerAsync(thief, [new ToldEvent("step", null, null, null)], Scene.Ct)),
            ];
            await Task.Delay(Queueing);
            Assert.True(await session.EndSessionAsync(thief.Customer, thief.Session, Scene.Ct));
            return 1;
        });

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(FailureCode.NotSignedIn, answer.Failure?.Code));
        Assert.Null((await scene.ReadAsync(owner))![ProfileField.City]);
        Assert.Equal((0, 0), (await scene.CountAsync("code"), await scene.CountAsync("event", "action = 'step'")));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task lets_the_session_go_on_that_ended_the_others(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var owner = await scene.RegisterAsync(Anna);
        Task<Result<Done>>? waiting = null;

        await scene.ChangeAnyAsync(async session =>
        {
            var account = await session.LockAccountAsync(owner, scene.Clock.GetUtcNow(), Scene.Ct);
            waiting = Task.Run(() => scene.Get<PhoneChanges>().RequestAsync(owner, Phone.Parse("+48555015332", "phone", null).Value, Scene.Ct));
            await Task.Delay(Queueing);
            await session.EndSessionsAsync(account!, owner.Session, Scene.Ct);
            return 1;
        });

        Assert.Null((await waiting!).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_nothing_of_whoever_is_erased_meanwhile(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var anna = await scene.RegisterAsync(Anna);
        var visitor = (await scene.ReadAsync(anna))!.Uuid;
        Task[] waiting = [];

        await scene.ChangeAnyAsync(async session =>
        {
            var account = await session.LockAccountAsync(anna.Customer, Scene.Ct);
            await scene.Get<Erasure>().EraseAsync(session, account!, receipt: false, scene.Clock.GetUtcNow(), Scene.Ct);

            // Not committed: to them the account is there yet.
            waiting =
            [
                Task.Run(() => scene.Get<EventRecording>().OfCustomerAsync(anna, [new ToldEvent("step", null, null, null)], Scene.Ct)),
                Task.Run(() => scene.Get<EventRecording>().OfVisitorAsync(visitor, [new ToldEvent("step", null, null, null)], Scene.Origin, Scene.Ct)),
                Task.Run(() => scene.CanSignInAsync(Anna, Scene.Password)),
            ];
            await Task.Delay(Queueing);
            return 1;
        });
        await Task.WhenAll(waiting);

        foreach (var table in (string[])["account", "session", "event"]) Assert.Equal(0, await scene.CountAsync(table, $"customer_id = {anna.Customer.Value}"));
    }

    private static async Task<Result<Done>> UpdateAsync(Scene scene, Caller caller)
    {
        var change = new ProfileChange { Fields = { [ProfileField.City] = "Elsewhere" } };
        var updated = await scene.Get<Profiles>().UpdateAsync(caller, change, Scene.Ct);
        return updated.Failure is { } refused ? refused : new Done();
    }
}
