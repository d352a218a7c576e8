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
        Assert.True((await scene.ReadAsync(anna))!.EmailVerified);

        scene.Clock.Advance(TimeSpan.FromDays(8));
        var thief = await scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email("a@example.com"), Password = "another horse" }, Scene.Origin, Ct);
        Assert.Equal(FailureCode.Taken, thief.Failure?.Code);
    }

    /// <summary>While another address stood there the shop had a profile of its own under the former one, which nothing would lead to again.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task takes_in_what_the_shop_wrote_under_it_meanwhile(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("a@example.com");
        await scene.ChangeEmailAsync(anna, "b@example.com");
        var change = new BusinessChange { Email = new(true, Scene.Email("a@example.com")), Profile = new ProfileChange { Fields = { [ProfileField.Company] = "Ars" } } };
        Assert.NotEqual(anna.Customer, (await scene.Get<BusinessProfiles>().PutAsync(change, Scene.Origin, Ct)).Value);

        await scene.ChangeEmailAsync(anna, "a@example.com");

        Assert.Equal("Ars", (await scene.ReadAsync(anna))![ProfileField.Company]);
        Assert.Equal(anna.Customer, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Email(Scene.Email("a@example.com")), Ct))!.Id);
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

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_a_former_code_for_the_undo_where_the_rest_of_the_change_is_refused(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("bert@example.com");
        var anna = await scene.RegisterAsync("anna@example.com", code: "anna");
        var profiles = scene.Get<Profiles>();
        Assert.Null((await profiles.UpdateAsync(anna, new ProfileChange { Code = Code("other"), ProofNeeded = TimeSpan.FromDays(2) }, Ct)).Failure);

        var change = new ProfileChange { Email = Scene.Email("bert@example.com"), Code = Code("anna"), ProofNeeded = TimeSpan.FromDays(2) };
        Assert.Equal(FailureCode.Taken, (await profiles.UpdateAsync(anna, change, Ct)).Failure?.Code);

        var stranger = await scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email("carl@example.com"), Password = Scene.Password, Code = Code("anna") }, Scene.Origin, Ct);
        Assert.Equal(FailureCode.Taken, stranger.Failure?.Code);
        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-code-changed"), Ct)).Failure);
        Assert.Equal("anna", (await scene.RowAsync(anna.Customer))!.OwnCode);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task finds_a_former_code_kept_for_the_undo_which_signs_nobody_in(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", code: "anna");
        var profiles = scene.Get<Profiles>();
        Assert.Null((await profiles.UpdateAsync(anna, new ProfileChange { Code = Code("other"), ProofNeeded = TimeSpan.FromDays(2) }, Ct)).Failure);

        Assert.False(await scene.CanSignInAsync("anna", Scene.Password));
        Assert.Equal(FailureCode.Taken, (await RegisterAsync("bert@example.com")).Failure?.Code);

        Assert.Null((await profiles.UpdateAsync(anna, new ProfileChange { Code = Code("anna"), ProofNeeded = TimeSpan.FromDays(2) }, Ct)).Failure);
        Assert.True(await scene.CanSignInAsync("anna", Scene.Password));
        Assert.Null((await profiles.UpdateAsync(anna, new ProfileChange { Code = Code("other"), ProofNeeded = TimeSpan.FromDays(2) }, Ct)).Failure);
        scene.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Null((await RegisterAsync("bert@example.com")).Failure);

        Task<Result<Account>> RegisterAsync(string email) =>
            scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email(email), Password = Scene.Password, Code = Code("anna") }, Scene.Origin, Ct);
    }

    private static LoginCode Code(string text) => LoginCode.Parse(text, "code").Value;
}
