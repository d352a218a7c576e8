namespace Freehold.Storage.Tests.Ownership;

/// <summary>T04: who typed an address first does not own it.</summary>
public sealed class Proving_a_mailbox_from_outside
{
    private const string Chosen = "the owner's own words";

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_nothing_of_what_a_stranger_set(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var stranger = await SquatAsync(scene);

        var proved = await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("anna@example.com", "verify-email"), new LinkHolder(null, null, Chosen, Scene.Origin), Scene.Ct);

        Assert.Null(proved.Failure);
        Assert.Null(await scene.ReadAsync(stranger));
        Assert.False(await scene.CanSignInAsync("anna@example.com", Scene.Password));
        Assert.False(await scene.CanSignInAsync("squat", Chosen));
        var owner = await scene.ReadAsync(await scene.SignInAsync("anna@example.com", Chosen));
        Assert.Equal(stranger.Customer, owner!.Id);
        Assert.True(owner.EmailVerified);
        Assert.Null(owner.Phone);
        Assert.Null(owner.CustomId);
        Assert.Null(owner.OwnCode);
        Assert.Null(owner.Attributes);
        Assert.Null(owner.FrozenUntil);
        Assert.Null(owner[ProfileField.FirstName]);
        Assert.Null(owner[ProfileField.Label]);
        Assert.Equal(Agreements.None, owner.Agreements);
        Assert.Equal(0, await scene.CountAsync("code"));
        Assert.Equal(2, await scene.CountAsync("identifier"));
        Assert.Equal(2, await scene.CountAsync("agreement_record", "purpose = 'email'"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task voids_the_undo_links_of_never_verified_addresses(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var stranger = await scene.RegisterAsync("stranger@example.com");
        await scene.ChangeEmailAsync(stranger, "anna@example.com");
        var undo = await scene.LinkAsync("stranger@example.com", "notice-email-changed");

        await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("anna@example.com", "verify-email"), new LinkHolder(null, null, Chosen, Scene.Origin), Scene.Ct);

        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Undos>().UndoAsync(undo, Scene.Ct)).Failure!.Code);
        Assert.True(await scene.CanSignInAsync("anna@example.com", Chosen));
        Assert.False(await scene.CanSignInAsync("stranger@example.com", Scene.Password));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task asks_for_a_new_password_and_changes_nothing_without_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var link = await scene.LinkAsync("anna@example.com", "verify-email");

        var proved = await scene.Get<MailboxProofs>().VerifyAsync(link, new LinkHolder(null, null, null, Scene.Origin), Scene.Ct);

        Assert.Equal(FailureCode.Required, proved.Failure!.Code);
        Assert.False((await scene.ReadAsync(anna))!.EmailVerified);
        Assert.NotNull(await scene.Get<MailedLinks>().LookAsync(link, null, Scene.Ct));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task by_a_reset_of_a_never_verified_account_discards_too(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var stranger = await SquatAsync(scene);
        await scene.ChangeAsync(stranger, async (session, account, now) =>
        {
            await scene.Get<LinkMail>().SendAsync(session, account, SignInChanges.ResetAddress(account)!, LinkPurpose.ResetPassword, now, Scene.Ct);
            return 0;
        });

        var reset = await scene.Get<MailboxProofs>().SetPasswordAsync(await scene.LinkAsync("anna@example.com", "reset-password"), new LinkHolder(null, null, Chosen, Scene.Origin), Scene.Ct);

        Assert.Null(reset.Failure);
        var owner = await scene.ReadAsync(await scene.SignInAsync("anna@example.com", Chosen));
        Assert.True(owner!.EmailVerified);
        Assert.Null(owner[ProfileField.FirstName]);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task never_hands_over_an_account_that_had_a_verified_address(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "thief@example.com");

        await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("thief@example.com", "verify-email"), new LinkHolder(null, null, Chosen, Scene.Origin), Scene.Ct);

        var thief = await scene.SignInAsync("thief@example.com", Chosen);
        Assert.NotEqual(anna.Customer, thief.Customer);
        var own = await scene.RowAsync(anna.Customer);
        Assert.Equal("anna@example.com", own!.Email);
        Assert.True(own.EmailVerified);
        Assert.True(await scene.CanSignInAsync("anna@example.com", Scene.Password));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_the_account_its_verified_address_even_where_a_stranger_registered_that_since(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "mistyped@example.com");
        scene.Clock.Advance(TimeSpan.FromDays(7));
        await scene.RegisterAsync("anna@example.com");

        await scene.Get<Activations>().RequestLinkAsync(Scene.Email("mistyped@example.com"), Scene.Origin, Scene.Ct);
        var proved = await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("mistyped@example.com", "verify-email"), new LinkHolder(null, null, Chosen, Scene.Origin), Scene.Ct);

        Assert.Null(proved.Failure);
        var own = await scene.RowAsync(anna.Customer);
        Assert.Equal("anna@example.com", own!.Email);
        Assert.True(own.EmailVerified);
        Assert.Equal(anna.Customer, (await scene.SignInAsync("anna@example.com", Scene.Password)).Customer);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_no_address_that_another_account_proved_since_and_may_take_back(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var former = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(former, "mistyped@example.com");
        scene.Clock.Advance(TimeSpan.FromDays(7));
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeAsync(anna, (session, account, now) => scene.Get<SignInChanges>().ChangeEmailAsync(session, account, Scene.Email("thief@example.com"), proved: true, now, Scene.Ct));

        await scene.Get<Activations>().RequestLinkAsync(Scene.Email("mistyped@example.com"), Scene.Origin, Scene.Ct);
        var proved = await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync("mistyped@example.com", "verify-email"), new LinkHolder(null, null, Chosen, Scene.Origin), Scene.Ct);
        var undone = await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-email-changed"), Scene.Ct);

        Assert.Null(proved.Failure);
        Assert.Null((await scene.RowAsync(former.Customer))!.Email);
        Assert.Null(undone.Failure);
        Assert.Equal("anna@example.com", (await scene.RowAsync(anna.Customer))!.Email);
    }

    private static async Task<Caller> SquatAsync(Scene scene)
    {
        var profile = new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, granted: true) };
        profile.Fields[ProfileField.FirstName] = "Mallory";
        profile.Attributes["note"] = "\"mine\"";
        var stranger = await scene.RegisterAsync("anna@example.com", phone: "+48555015332", profile, code: "squat", customId: "m-1");
        await scene.ChangeAsync(stranger, async (session, account, now) =>
        {
            await scene.Get<SignInChanges>().ChangePhoneAsync(session, account, Phone.Parse("+48555015999", "phone", null).Value, proved: true, now, Scene.Ct);
            account.FrozenUntil = now.AddDays(1);
            return 0;
        });
        return stranger;
    }
}
