namespace Freehold.Storage.Tests.Ownership;

/// <summary>T22 for links: each opens what it was mailed for, and nothing else.</summary>
public sealed class Using_a_link_for_another_purpose
{
    private const string Mailbox = "anna@example.com";

    private static readonly string[] Purposes =
    [
        LinkPurpose.VerifyEmail, LinkPurpose.ResetPassword, LinkPurpose.SetPassword, LinkPurpose.Undo, LinkPurpose.StepUp, LinkPurpose.ConfirmDevice, LinkPurpose.ConfirmDeletion,
        LinkPurpose.CancelDeletion,
    ];

    public static TheoryData<string, string> Uses()
    {
        var uses = new TheoryData<string, string>();
        foreach (var storage in (string[])["sqlite", "postgres"])
            foreach (var purpose in Purposes) uses.Add(storage, purpose);
        return uses;
    }

    [Theory, MemberData(nameof(Uses))]
    public async Task does_nothing_and_leaves_it_as_it_was(string storage, string purpose)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync(Mailbox);
        // Such that nothing but the purpose keeps the link from being used.
        if (purpose == LinkPurpose.CancelDeletion) await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET standing = 2 WHERE customer_id = {anna.Customer}", Scene.Ct));
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM link", Scene.Ct));
        var before = await scene.RowAsync(anna.Customer);

        foreach (var other in Purposes.Where(other => !AreOne(other, purpose)))
        {
            var token = await MakeAsync(scene, anna, other);
            Assert.Equal(FailureCode.WrongCode, await UseAsync(scene, anna, token, purpose));
        }

        Assert.Equal(Purposes.Count(other => !AreOne(other, purpose)), await scene.CountAsync("link"));
        Assert.Equal(before!.Version, (await scene.RowAsync(anna.Customer))!.Version);
    }

    /// <summary>A first password and a new one are set in the same way.</summary>
    private static bool AreOne(string one, string other) =>
        one == other || (one is LinkPurpose.ResetPassword or LinkPurpose.SetPassword && other is LinkPurpose.ResetPassword or LinkPurpose.SetPassword);

    private static async Task<LinkToken> MakeAsync(Scene scene, Caller anna, string purpose)
    {
        var payload = SignInState.Of((await scene.RowAsync(anna.Customer))!).ToPayload();
        return await scene.Database.WriteAsync(session => session.CreateLinkAsync(anna.Customer, purpose, Mailbox, payload, scene.Clock.GetUtcNow(), TimeSpan.FromHours(1), Scene.Ct), Scene.Ct);
    }

    private static async Task<FailureCode?> UseAsync(Scene scene, Caller anna, LinkToken token, string purpose)
    {
        var holder = new LinkHolder(anna, Scene.Password, "the owner's own words", Scene.Origin);
        return purpose switch
        {
            LinkPurpose.VerifyEmail => await VerifyAsync(scene, token, holder),
            LinkPurpose.ResetPassword or LinkPurpose.SetPassword => (await scene.Get<MailboxProofs>().SetPasswordAsync(token, holder, Scene.Ct)).Failure?.Code,
            LinkPurpose.Undo => (await scene.Get<Undos>().UndoAsync(token, Scene.Ct)).Failure?.Code,
            LinkPurpose.StepUp => (await scene.Get<StepUps>().WithLinkAsync(token, anna, Scene.Ct)).Failure?.Code,
            LinkPurpose.ConfirmDevice => (await scene.Get<Devices>().ConfirmAsync(token, Scene.Ct)).Failure?.Code,
            LinkPurpose.ConfirmDeletion => (await scene.Get<Deletions>().ConfirmAsync(token, Scene.Ct)).Failure?.Code,
            _ => (await scene.Get<Deletions>().CancelAsync(token, Scene.Ct)).Failure?.Code,
        };
    }

    /// <summary>On the page and through an app.</summary>
    private static async Task<FailureCode?> VerifyAsync(Scene scene, LinkToken token, LinkHolder holder)
    {
        var onPage = (await scene.Get<MailboxProofs>().VerifyAsync(token, holder, Scene.Ct)).Failure?.Code;
        var throughApp = (await scene.Get<Activations>().ConfirmLinkAsync(token, null, Device.Unknown, Scene.Origin, Scene.Ct)).Failure?.Code;
        Assert.Equal(onPage, throughApp);
        return onPage;
    }
}
