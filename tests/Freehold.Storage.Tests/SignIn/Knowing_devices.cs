using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.SignIn;

/// <summary>Device control on both databases: what an account knows of its devices, and for how long.</summary>
public sealed class Knowing_devices
{
    private const string Anna = "anna@example.com";

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_a_link_and_then_lets_that_device_in_alone(string storage)
    {
        await using var scene = await StartAsync(storage);

        var refused = await SignInAsync(scene, "tablet");
        Assert.Equal(Scene.Origin.Address, (await scene.MessageAsync(Anna, MessageTemplate.ConfirmDevice))!["address"]);
        await scene.Get<Devices>().ConfirmAsync(await scene.LinkAsync(Anna, MessageTemplate.ConfirmDevice), Scene.Ct);

        Assert.Equal((FailureCode.DeviceNotConfirmed, (string?)null), (refused.Failure!.Code, refused.Failure.Device));
        Assert.Null((await SignInAsync(scene, "tablet")).Failure);
        Assert.Equal(FailureCode.DeviceNotConfirmed, (await SignInAsync(scene, "phone")).Failure!.Code);
        Assert.NotNull((await SignInAsync(scene, null)).Failure!.Device);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task uses_a_link_up_even_when_twenty_confirm_it_at_once(string storage)
    {
        await using var scene = await StartAsync(storage);
        await SignInAsync(scene, "tablet");
        var link = await scene.LinkAsync(Anna, MessageTemplate.ConfirmDevice);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => scene.Get<Devices>().ConfirmAsync(link, Scene.Ct))));

        Assert.Single(outcomes, outcome => outcome.Failure is null);
        Assert.All(outcomes.Where(outcome => outcome.Failure is not null), outcome => Assert.Equal(FailureCode.WrongCode, outcome.Failure!.Code));
        Assert.Equal(1, await scene.CountAsync("device"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task forgets_the_one_not_seen_for_longest_beyond_thirty(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await InsideAsync(scene);
        for (var i = 0; i < 32; i++)
        {
            scene.Clock.Advance(TimeSpan.FromHours(2));
            await scene.Get<Devices>().LinkAsync(anna, "d" + i, ToldDevice.Nothing, Scene.Ct);
            if (i > 0) Assert.Null((await SignInAsync(scene, "d0")).Failure);
        }

        Assert.Equal(30, await scene.CountAsync("device"));
        Assert.Null((await SignInAsync(scene, "d0")).Failure);
        Assert.Equal(FailureCode.DeviceNotConfirmed, (await SignInAsync(scene, "d1")).Failure!.Code);
        Assert.Null((await SignInAsync(scene, "d31")).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_none_of_their_names(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await InsideAsync(scene);
        await scene.Get<Devices>().LinkAsync(anna, "ec9d4410-4048-43e5-b755-f7d53d00656c", new ToldDevice("ANDROID", null, null, null), Scene.Ct);

        var device = Assert.Single((await scene.Get<Devices>().ListAsync(anna, Scene.Ct))!);

        Assert.Equal(("ANDROID", 64), (device.Told.Type, device.Id.Length));
        Assert.Equal(0, await scene.CountAsync("device", "CAST(device_hash AS TEXT) LIKE '%ec9d4410%' OR type || COALESCE(model, '') LIKE '%ec9d4410%'"));
        if (storage == "sqlite") Assert.DoesNotContain("ec9d4410-4048", System.Text.Encoding.Latin1.GetString(await scene.DatabaseFileAsync()), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task forgets_what_a_thief_linked_when_the_owner_undoes_the_theft(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await InsideAsync(scene);
        await scene.Get<Devices>().LinkAsync(anna, "thiefs, at the sign-in", ToldDevice.Nothing, Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.ChangeEmailAsync(anna, "thief@example.com");
        await scene.Get<Devices>().LinkAsync(anna, "thiefs, later", ToldDevice.Nothing, Scene.Ct);

        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync(Anna, MessageTemplate.NoticeEmailChanged), Scene.Ct)).Failure);

        Assert.Equal(0, await scene.CountAsync("device"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_refused_to_whoever_has_no_address_to_mail_the_link_to(string storage)
    {
        await using var scene = await StartAsync(storage);
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET email = NULL, verified_email = NULL", Scene.Ct));
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE identifier SET apart = TRUE", Scene.Ct));

        Assert.Equal(FailureCode.NoChannel, (await SignInAsync(scene, "tablet")).Failure!.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task counts_guesses_at_a_device_until_the_account_is_locked(string storage)
    {
        await using var scene = await StartAsync(storage);
        for (var i = 0; i < 100; i++) await scene.Get<SignIns>().WithPasswordAsync(Wanted("guess" + i), new Origin($"198.51.100.{i}", "test"), Scene.Ct);

        Assert.Equal(FailureCode.Locked, (await SignInAsync(scene, "tablet")).Failure!.Code);
        Assert.NotNull(await scene.MessageAsync(Anna, MessageTemplate.SignInLocked));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_no_link_of_an_account_that_is_leaving(string storage)
    {
        await using var scene = await StartAsync(storage);
        var anna = await InsideAsync(scene);
        await SignInAsync(scene, "tablet");
        var link = await scene.LinkAsync(Anna, MessageTemplate.ConfirmDevice);
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);

        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Devices>().ConfirmAsync(link, Scene.Ct)).Failure?.Code);
        Assert.Equal(0, await scene.CountAsync("device"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_of_ten_new_ones_in_an_hour_and_thirty_in_a_day_and_from_where_they_came(string storage)
    {
        await using var scene = await StartAsync(storage);
        await scene.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { DeviceControl = DeviceControl.Notify }, Scene.Ct);
        var told = new List<long>();

        for (var hour = 0; hour < 25; hour++, scene.Clock.Advance(TimeSpan.FromHours(1)))
        {
            for (var i = 0; i < (hour is < 4 or 24 ? 11 : 0); i++) Assert.Null((await SignInAsync(scene, $"{hour} {i}")).Failure);
            told.Add(await scene.CountAsync("outbox", $"template = '{MessageTemplate.NoticeNewDevice}'"));
        }

        Assert.Equal([10, 20, 30, 30, 40], [.. told[..4], told[24]]);
        Assert.Equal(Scene.Origin.Address, (await scene.MessageAsync(Anna, MessageTemplate.NoticeNewDevice))!["address"]);
    }

    private static async Task<Scene> StartAsync(string storage)
    {
        var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync(Anna);
        await scene.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { DeviceControl = DeviceControl.Approve }, Scene.Ct);
        return scene;
    }

    /// <summary>Somebody inside the account, on a device that nobody asked about.</summary>
    private static async Task<Caller> InsideAsync(Scene scene)
    {
        await scene.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { DeviceControl = DeviceControl.Off }, Scene.Ct);
        var anna = await scene.SignInAsync(Anna, Scene.Password);
        await scene.Get<Workspace>().ReplaceAsync(new WorkspaceSettings { DeviceControl = DeviceControl.Approve }, Scene.Ct);
        return anna;
    }

    private static PasswordSignIn Wanted(string? deviceId) => new() { Login = Anna, Password = Scene.Password, DeviceId = deviceId };

    private static Task<Result<IssuedToken>> SignInAsync(Scene scene, string? deviceId) => scene.Get<SignIns>().WithPasswordAsync(Wanted(deviceId), Scene.Origin, Scene.Ct);
}
