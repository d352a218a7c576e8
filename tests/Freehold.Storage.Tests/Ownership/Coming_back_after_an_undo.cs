using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Storage.Tests.Ownership;

/// <summary>An undo must not cost its customer what a thief could not take.</summary>
public sealed class Coming_back_after_an_undo
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_everything_where_the_mailbox_was_proved_after_the_change(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var (anna, undo) = await ProveAfterAChangeAsync(scene);

        Assert.Null((await scene.Get<Undos>().UndoAsync(undo, Ct)).Failure);

        await AssertAnnaIsBackAsync(scene, anna);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_everything_where_a_thief_proved_another_mailbox_still_later(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var (anna, undo) = await ProveAfterAChangeAsync(scene);
        await scene.ChangeEmailAsync(anna, "thief@example.com");
        await ProveInsideAsync(scene, anna, "thief@example.com");

        Assert.Null((await scene.Get<Undos>().UndoAsync(undo, Ct)).Failure);

        await AssertAnnaIsBackAsync(scene, anna);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task proves_no_phone_that_was_only_typed(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", phone: "+48555015332");
        await SetPhoneAsync(scene, anna, "+48555016666");

        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-phone-changed"), Ct)).Failure);

        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal(("+48555015332", false), (account!.Phone, account.PhoneProved));
        Assert.Null(await ByPhoneAsync(scene, "+48555016666"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_found_by_no_phone_that_a_thief_proved(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await SetPhoneAsync(scene, anna, "+48555015332");
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await SetPhoneAsync(scene, anna, "+48555016666");
        Assert.Equal(anna.Customer, (await ByPhoneAsync(scene, "+48555016666"))?.Id);

        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("+48555015332", "notice-phone-changed"), Ct)).Failure);

        Assert.Null(await ByPhoneAsync(scene, "+48555016666"));
        Assert.Equal(anna.Customer, (await ByPhoneAsync(scene, "+48555015332"))?.Id);
    }

    /// <summary>Whoever reads the restored mailbox asks anew; what was on its way may have been asked for, or read, by the thief.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task voids_the_links_that_were_mailed_before_the_change_too(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        Assert.Null((await scene.Get<PasswordChanges>().RequestResetAsync("anna@example.com", Scene.Origin, Ct)).Failure);
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.None(), Ct);
        var (reset, deletion) = (await scene.LinkAsync("anna@example.com", "reset-password"), await scene.LinkAsync("anna@example.com", "confirm-deletion"));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.ChangeEmailAsync(anna, "thief@example.com");

        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("anna@example.com", "notice-email-changed"), Ct)).Failure);

        Assert.Equal(FailureCode.WrongCode, (await scene.Get<MailboxProofs>().SetPasswordAsync(reset, new LinkHolder(null, null, "a thief's own words", Scene.Origin), Ct)).Failure?.Code);
        Assert.Equal(FailureCode.WrongCode, (await scene.Get<Deletions>().ConfirmAsync(deletion, Ct)).Failure?.Code);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_by_the_identity_provider_where_there_is_no_address_for_a_reset(string storage)
    {
        await using var scene = await Scene.StartAsync(storage, services => services.AddSingleton<IIdentityProvider>(new Provider()));
        var anna = await SignInAsync(scene);
        await SetPhoneAsync(scene, anna, "+48555015332");
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        await SetPhoneAsync(scene, anna, "+48555016666");

        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync("+48555015332", "notice-phone-changed"), Ct)).Failure);

        Assert.Null(await scene.ReadAsync(anna));
        var account = await scene.ReadAsync(await SignInAsync(scene));
        Assert.Equal(anna.Customer, account!.Id);
        Assert.Equal("+48555015332", account.Phone);
    }

    /// <summary>Registers, changes the password and proves the mailbox then; the undo link of the change.</summary>
    private static async Task<(Caller Anna, LinkToken Undo)> ProveAfterAChangeAsync(Scene scene)
    {
        var profile = new ProfileChange();
        profile.Fields[ProfileField.FirstName] = "Anna";
        var anna = await scene.RegisterAsync("anna@example.com", profile: profile);
        Assert.Null((await scene.Get<PasswordChanges>().ChangeAsync(anna, Scene.Password, "another horse", Ct)).Failure);
        await ProveInsideAsync(scene, anna, "anna@example.com");
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        return (anna, await scene.LinkAsync("anna@example.com", "notice-password-changed"));
    }

    private static async Task AssertAnnaIsBackAsync(Scene scene, Caller anna)
    {
        Assert.Null((await scene.Get<MailboxProofs>().SetPasswordAsync(await scene.LinkAsync("anna@example.com", "undo-done"), new LinkHolder(null, null, "my new words", Scene.Origin), Ct)).Failure);
        var account = await scene.ReadAsync(await scene.SignInAsync("anna@example.com", "my new words"));
        Assert.Equal(anna.Customer, account!.Id);
        Assert.True(account.EmailVerified);
        Assert.Equal("Anna", account[ProfileField.FirstName]);
    }

    private static async Task ProveInsideAsync(Scene scene, Caller caller, string email) =>
        Assert.Null((await scene.Get<MailboxProofs>().VerifyAsync(await scene.LinkAsync(email, "verify-email"), new LinkHolder(caller, null, null, Scene.Origin), Ct)).Failure);

    /// <summary>Whom the business side finds.</summary>
    private static Task<Account?> ByPhoneAsync(Scene scene, string phone) =>
        scene.Database.ReadAsync(session => session.FindProfileAsync(new ProfileKey.Phone(Phone.Parse(phone, "phone", null).Value), Ct), Ct);

    private static async Task<Caller> SignInAsync(Scene scene)
    {
        var token = (await scene.Get<ProviderSignIns>().SignInAsync(new ProviderSignIn { Method = Provider.Name, Token = "annas", Creates = true }, Scene.Origin, Ct)).Value;
        return new Caller(token.Says.Customer, token.Says.Session, Scene.Origin);
    }

    private static Task SetPhoneAsync(Scene scene, Caller caller, string phone) =>
        scene.ChangeAsync(caller, async (session, account, now) =>
        {
            await scene.Get<SignInChanges>().ChangePhoneAsync(session, account, Phone.Parse(phone, "phone", null).Value, proved: true, now, Ct);
            return 0;
        });
}
