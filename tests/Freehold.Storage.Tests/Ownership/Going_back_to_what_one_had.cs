namespace Freehold.Storage.Tests.Ownership;

/// <summary>A change to what belonged to the account before.</summary>
public sealed class Going_back_to_what_one_had
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_the_verified_address_with_its_owner(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("a@example.com");
        await scene.ChangeEmailAsync(anna, "b@example.com");
        await scene.ChangeEmailAsync(anna, "a@example.com");

        Assert.True(await scene.CanSignInAsync("a@example.com", Scene.Password));

        scene.Clock.Advance(TimeSpan.FromDays(8));
        var thief = await scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email("a@example.com"), Password = "another horse" }, Scene.Origin, Ct);
        Assert.Equal(FailureCode.Taken, thief.Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_the_own_code_where_the_rest_of_the_change_is_refused(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("bert@example.com");
        var anna = await scene.RegisterAsync("anna@example.com", code: "anna");

        var change = new ProfileChange { Email = Scene.Email("bert@example.com"), Code = LoginCode.Parse("ANNA", "code").Value, ProofNeeded = TimeSpan.FromDays(2) };
        Assert.Equal(FailureCode.Taken, (await scene.Get<Profiles>().UpdateAsync(anna, change, Ct)).Failure?.Code);

        Assert.True(await scene.CanSignInAsync("anna", Scene.Password));
    }
}
