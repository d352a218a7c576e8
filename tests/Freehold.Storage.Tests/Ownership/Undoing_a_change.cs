namespace Freehold.Storage.Tests.Ownership;

/// <summary>T09, T32–T34: whoever was reachable before a change wins against everything that came after.</summary>
public sealed class Undoing_a_change
{
    private const string Thiefs = "a thief's own words";

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task restores_the_address_and_ends_every_session(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "thief@example.com");

        var undone = await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-email-changed"), Scene.Ct);

        Assert.Null(undone.Failure);
        Assert.Null(await scene.ReadAsync(anna));
        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal("anna@example.com", account!.Email);
        Assert.True(account.EmailVerified);
        Assert.False(await scene.CanSignInAsync("anna@example.com", Scene.Password));
        Assert.Equal(0, await scene.CountAsync("identifier", "value = 'thief@example.com'"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task freezes_sign_in_data_for_a_day_but_for_the_mailed_reset(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "thief@example.com");
        await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-email-changed"), Scene.Ct);

        var reset = await scene.Get<MailboxProofs>().SetPasswordAsync(await scene.LinkAsync("anna@example.com", "undo-done"), new LinkHolder(null, null, "my new words", Scene.Origin), Scene.Ct);

        Assert.Null(reset.Failure);
        anna = await scene.SignInAsync("anna@example.com", "my new words");
        var change = new ProfileChange { Email = Scene.Email("new@example.com"), ProofNeeded = TimeSpan.FromDays(2) };
        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<Profiles>().UpdateAsync(anna, change, Scene.Ct)).Failure!.Code);
        scene.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(FailureCode.ChangesFrozen, (await scene.Get<Profiles>().UpdateAsync(anna, change, Scene.Ct)).Failure?.Code);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await scene.Get<Profiles>().UpdateAsync(anna, change, Scene.Ct)).Failure);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task goes_back_to_the_first_of_several_changes(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("a@example.com");
        await scene.ChangeEmailAsync(anna, "b@example.com");
        await ProveInsideAsync(scene, anna, "b@example.com");
        var fromA = await scene.LinkAsync("a@example.com", "notice-email-changed");
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.ChangeEmailAsync(anna, "c@example.com");
        var fromB = await scene.LinkAsync("b@example.com", "notice-email-changed");

        Assert.Null((await scene.Get<Undos>().UndoAsync(fromA, Scene.Ct)).Failure);

        Assert.Equal("a@example.com", (await scene.RowAsync(anna.Customer))!.Email);
        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Undos>().UndoAsync(fromB, Scene.Ct)).Failure!.Code);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task of_a_later_change_leaves_the_earlier_link_alive(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("a@example.com");
        await scene.ChangeEmailAsync(anna, "b@example.com");
        await ProveInsideAsync(scene, anna, "b@example.com");
        var fromA = await scene.LinkAsync("a@example.com", "notice-email-changed");
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.ChangeEmailAsync(anna, "c@example.com");

        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("b@example.com", "notice-email-changed"), Scene.Ct)).Failure);
        Assert.Equal("b@example.com", (await scene.RowAsync(anna.Customer))!.Email);
        Assert.Null((await scene.Get<Undos>().UndoAsync(fromA, Scene.Ct)).Failure);

        Assert.Equal("a@example.com", (await scene.RowAsync(anna.Customer))!.Email);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task works_until_the_seventh_day_and_not_after(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "thief@example.com");
        var undo = await scene.LinkAsync("anna@example.com", "notice-email-changed");

        scene.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.False((await scene.Get<MailedLinks>().LookAsync(undo, null, Scene.Ct))!.IsExpired);
        Assert.Equal(FailureCode.Taken, (await TryRegisterAsync(scene, "anna@example.com")).Failure!.Code);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await scene.Get<MailedLinks>().LookAsync(undo, null, Scene.Ct))!.IsExpired);
        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Undos>().UndoAsync(undo, Scene.Ct)).Failure!.Code);
        Assert.Null((await TryRegisterAsync(scene, "anna@example.com")).Failure);
    }

    /// <summary>T09, T33</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task brings_everything_back_from_a_thief_who_even_deleted_the_account(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profile = new ProfileChange();
        profile.Fields[ProfileField.FirstName] = "Anna";
        var anna = await scene.RegisterAsync("anna@example.com", phone: "+48555015332", profile, code: "anna");
        await ProveInsideAsync(scene, anna, "anna@example.com");
        var thief = await StealAsync(scene);

        var deleted = await scene.Get<Deletions>().DeleteAsync(thief, new DeletionProof.Password(Thiefs), Scene.Ct);

        Assert.Equal(DeletionOutcome.Leaving, deleted.Value);
        scene.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(0, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));
        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-email-changed"), Scene.Ct)).Failure);
        Assert.Null((await scene.Get<MailboxProofs>().SetPasswordAsync(await scene.LinkAsync("anna@example.com", "undo-done"), new LinkHolder(null, null, "my new words", Scene.Origin), Scene.Ct)).Failure);

        Assert.False(await scene.CanSignInAsync("thief@example.com", Thiefs));
        var account = await scene.ReadAsync(await scene.SignInAsync("anna", "my new words"));
        Assert.Equal(anna.Customer, account!.Id);
        Assert.Equal("anna@example.com", account.Email);
        Assert.Equal("Anna", account[ProfileField.FirstName]);
        Assert.Equal("+48555015332", account.Phone);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_possible_after_cancelling_the_thiefs_deletion(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        var thief = await StealAsync(scene);
        await scene.Get<Deletions>().DeleteAsync(thief, new DeletionProof.Password(Thiefs), Scene.Ct);

        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", "cancel-deletion"), Scene.Ct)).Failure);
        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-email-changed"), Scene.Ct)).Failure);

        Assert.Equal("anna@example.com", (await scene.RowAsync(anna.Customer))!.Email);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task is_offered_to_the_old_phone_only_while_it_is_proved(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await SetPhoneAsync(scene, anna, "+48555015332");
        var other = await scene.RegisterAsync("other@example.com");

        await SetPhoneAsync(scene, anna, "+48555015333");
        var texted = await scene.LinkAsync("+48555015332", "notice-phone-changed");
        await SetPhoneAsync(scene, other, "+48555015333");
        await SetPhoneAsync(scene, anna, "+48555015334");

        Assert.Null(await scene.MessageAsync("+48555015333", "notice-phone-changed"));
        Assert.Null((await scene.Get<Undos>().UndoAsync(texted, Scene.Ct)).Failure);
        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal("+48555015332", account!.Phone);
        Assert.True(account.PhoneProved);
        Assert.Equal("anna@example.com", account.Email);
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task happens_once_however_often_the_button_is_pressed_at_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "thief@example.com");
        var undo = await scene.LinkAsync("anna@example.com", "notice-email-changed");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.Get<Undos>().UndoAsync(undo, Scene.Ct)));

        Assert.Single(results, result => result.Failure is null);
        Assert.Equal(1, await scene.CountAsync("outbox", "template = 'undo-done'"));
    }

    private static async Task<Caller> StealAsync(Scene scene)
    {
        var thief = await scene.SignInAsync("anna@example.com", Scene.Password);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.ChangeEmailAsync(thief, "thief@example.com");
        await ProveInsideAsync(scene, thief, "thief@example.com");
        var changed = await scene.Get<Profiles>().UpdateAsync(thief, new ProfileChange { Password = Thiefs, ProofNeeded = TimeSpan.FromMinutes(30) }, Scene.Ct);
        Assert.Null(changed.Failure);
        await SetPhoneAsync(scene, thief, "+48555016666");
        return thief;
    }

    private static async Task ProveInsideAsync(Scene scene, Caller caller, string email) =>
        Assert.Null((await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync(email, "verify-email"), new LinkHolder(caller, null, null, Scene.Origin), Scene.Ct)).Failure);

    private static Task SetPhoneAsync(Scene scene, Caller caller, string phone) =>
        scene.ChangeAsync(caller, async (session, account, now) =>
        {
            await scene.Get<SignInChanges>().ChangePhoneAsync(session, account, Phone.Parse(phone, "phone", null).Value, proved: true, now, Scene.Ct);
            return 0;
        });

    private static Task<Result<Account>> TryRegisterAsync(Scene scene, string email) =>
        scene.Get<Registrations>().RegisterAsync(new NewAccount { Email = Scene.Email(email), Password = Scene.Password }, Scene.Origin, Scene.Ct);
}
