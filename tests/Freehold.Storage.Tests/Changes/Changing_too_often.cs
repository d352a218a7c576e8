using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>What is refused in the end takes no time of those who wait for a hash.</summary>
public sealed class Changing_too_often
{
    private static readonly ProfileChange NewPassword = new() { Password = "another good one", ProofNeeded = TimeSpan.FromDays(1) };

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task hashes_no_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 20; i++) await scene.ChangeAsync(anna, (session, account, now) => scene.Get<SignInChanges>().CountChangeAsync(session, account, now, Scene.Ct));
        var hashes = scene.Get<PasswordHashing>().HashesDone;

        Assert.Equal(FailureCode.Throttled, (await scene.Get<Profiles>().UpdateAsync(anna, NewPassword, Scene.Ct)).Failure?.Code);
        Assert.Equal(hashes, scene.Get<PasswordHashing>().HashesDone);

        // The old one is still verified.
        Assert.Equal(FailureCode.Throttled, (await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "another good one", Scene.Ct)).Failure?.Code);
        Assert.Equal(hashes + 1, scene.Get<PasswordHashing>().HashesDone);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task or_while_changes_are_frozen_hashes_no_password(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.ChangeAsync(anna, (_, account, now) => Task.FromResult(account.FrozenUntil = now.AddHours(1)));
        var hashes = scene.Get<PasswordHashing>().HashesDone;

        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<Profiles>().UpdateAsync(anna, NewPassword, Scene.Ct)).Failure?.Code);
        Assert.Equal(hashes, scene.Get<PasswordHashing>().HashesDone);
        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "another good one", Scene.Ct)).Failure?.Code);
        Assert.Equal(hashes + 1, scene.Get<PasswordHashing>().HashesDone);
    }
}
