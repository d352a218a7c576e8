using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Registration;

/// <summary>Where an address must be proved first, whoever registers one that is taken learns nothing, and its owner is told.</summary>
public sealed class Registering_an_address_again
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_its_owner_once_a_minute_and_three_five_and_ten_times_in_a_quarter_of_an_hour_an_hour_and_a_day(string storage)
    {
        await using var scene = await StartAsync(storage);
        var start = scene.Clock.UtcNow;
        var told = new List<double>();

        foreach (var minute in (double[])[0, 0.99, 1, 1.99, 2, 3, 14.99, 15, 16, 17, 59.99, 60, 61, 62, 63, 74.99, 75, 76, 77, 91, 1439.99, 1440])
        {
            var before = await CountAsync(scene);
            scene.Clock.UtcNow = start.AddMinutes(minute);
            Assert.Null((await RegisterAsync(scene, "ANNA@example.com")).Failure);
            if (await CountAsync(scene) > before) told.Add(minute);
        }

        Assert.Equal([0, 1, 2, 15, 16, 60, 61, 62, 75, 76, 1440], told);
    }

    /// <summary>Where the account has another address by now, which nobody has proved, only the proved one gets a link that sets a password.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task tells_the_last_proved_address_alone(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        await ActivateAsync(scene);

        Assert.Null((await RegisterAsync(scene, "new@example.com")).Failure);

        Assert.NotNull(await scene.MessageAsync("anna@example.com", MessageTemplate.RegistrationAttempt));
        Assert.Equal(1, await CountAsync(scene));
    }

    /// <summary>It is only kept for an undo: whoever has the account by now may never have had the address.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task tells_nobody_of_an_address_that_the_account_no_longer_has(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        await ActivateAsync(scene);

        Assert.Null((await RegisterAsync(scene, "anna@example.com")).Failure);

        Assert.Equal(0, await CountAsync(scene));
    }

    /// <summary>Else the answer about the code would tell of the address.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task is_told_of_a_taken_code_as_with_a_free_address(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("eve@example.com", code: "eve");
        await ActivateAsync(scene);
        Assert.Null((await RegisterAsync(scene, "anna@example.com")).Failure);

        foreach (var email in (string[])["anna@example.com", "free@example.com"])
        {
            var wanted = new NewAccount { Email = Scene.Email(email), Password = Scene.Password, Code = LoginCode.Parse("EVE", "code").Value };
            var answer = await scene.Get<Registrations>().RegisterAsync(wanted, Scene.Origin, Ct);
            Assert.Equal((FailureCode.Taken, "code"), (answer.Failure?.Code, answer.Failure?.Field));
        }

        Assert.Equal(0, await CountAsync(scene));
    }

    private static async Task<Scene> StartAsync(string storage)
    {
        var scene = await Scene.StartAsync(storage);
        await ActivateAsync(scene);
        Assert.Null((await RegisterAsync(scene, "anna@example.com")).Failure);
        return scene;
    }

    /// <summary>From now on an address must be proved first.</summary>
    private static async Task ActivateAsync(Scene scene) => await scene.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { Registration = RegistrationMode.Activation }, Ct);

    private static Task<Result<Account>> RegisterAsync(Scene scene, string email) =>
        scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email(email), Password = Scene.Password }, Scene.Origin, Ct);

    private static Task<long> CountAsync(Scene scene) => scene.CountAsync("outbox", $"template = '{MessageTemplate.RegistrationAttempt}'");
}
