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
}
