using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>The password that is asked for again inside a session: who has only the session must not find it out by trying.</summary>
public sealed class Proving_the_current_password
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_five_guesses_in_a_quarter_of_an_hour_and_twenty_in_a_day(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var start = scene.Clock.GetUtcNow();
        var tried = new List<double>();

        while (tried.Count < 21)
        {
            var failure = (await scene.Get<StepUps>().WithPasswordAsync(anna, "a guess", Ct)).Failure!;
            if (failure.Code == FailureCode.WrongPassword) tried.Add((scene.Clock.GetUtcNow() - start).TotalMinutes);
            else scene.Clock.Advance(failure.RetryAfter!.Value);
        }

        Assert.Equal([0, 0, 0, 0, 0, 15, 15, 15, 15, 15, 30, 30, 30, 30, 30, 45, 45, 45, 45, 45, 24 * 60], tried);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task forgives_what_was_mistyped_before(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++) Assert.Equal(FailureCode.WrongPassword, await ProveAsync(scene, anna, "mistyped"));
            Assert.Null(await ProveAsync(scene, anna, Scene.Password));
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task lets_one_of_two_changes_win_that_both_knew_it(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        string[] wanted = ["battery staple", "staple battery"];

        var answers = await Task.WhenAll(wanted.Select(password => scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, password, Ct)));

        var refused = Assert.Single(answers, answer => answer.Failure is not null).Failure!;
        Assert.Equal((FailureCode.WrongPassword, "oldPassword"), (refused.Code, refused.Field));
        Assert.True(await scene.CanSignInAsync("anna@example.com", wanted[Array.FindIndex(answers, answer => answer.Failure is null)]));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task changes_it_twenty_times_an_hour_at_most(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 20; i++) Assert.Null((await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, Scene.Password, Ct)).Failure);

        var often = (await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "battery staple", Ct)).Failure;

        Assert.Equal((FailureCode.Throttled, TimeSpan.FromHours(1)), (often?.Code, often?.RetryAfter));
        Assert.False(await scene.CanSignInAsync("anna@example.com", "battery staple"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task changes_it_fifty_times_a_day_at_most(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 50; i++)
        {
            if (i is 20 or 40) scene.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Null((await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, Scene.Password, Ct)).Failure);
        }

        var often = (await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "battery staple", Ct)).Failure;

        Assert.Equal((FailureCode.Throttled, TimeSpan.FromHours(22)), (often?.Code, often?.RetryAfter));
        scene.Clock.Advance(TimeSpan.FromHours(22));
        Assert.Null((await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "battery staple", Ct)).Failure);
    }

    // What is too short is refused after the proof: nothing is changed.
    private static async Task<FailureCode?> ProveAsync(Scene scene, Caller caller, string password) =>
        (await scene.Get<PasswordChanges>().ChangeAsync(caller, password, "a", Ct)).Failure is { Code: not FailureCode.PasswordTooShort } failure ? failure.Code : null;
}
