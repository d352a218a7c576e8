namespace Freehold.Storage.Tests.Ownership;

/// <summary>T21 and T22 for links: each opens what it was mailed for, once, and nothing else.</summary>
public sealed class Using_a_link
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
    public async Task works_once(string storage, string purpose)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await ReadyAsync(scene, purpose);
        foreach (var use in Ways(purpose))
        {
            var token = await MakeAsync(scene, anna, purpose);

            Assert.Null(await use(scene, anna, token));
            Assert.Equal(FailureCode.WrongCode, await use(scene, anna, token));
        }
    }

    [Theory, MemberData(nameof(Uses))]
    public async Task for_another_purpose_does_nothing_and_leaves_it_as_it_was(string storage, string purpose)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await ReadyAsync(scene, purpose);
        var before = await scene.RowAsync(anna.Customer);

        foreach (var other in Purposes.Where(other => !AreOne(other, purpose)))
        {
            var token = await MakeAsync(scene, anna, other);
            foreach (var use in Ways(purpose)) Assert.Equal(FailureCode.WrongCode, await use(scene, anna, token));
        }

        Assert.Equal(Purposes.Count(other => !AreOne(other, purpose)), await scene.CountAsync("link"));
        Assert.Equal(before!.Version, (await scene.RowAsync(anna.Customer))!.Version);
    }

    /// <summary>A first password and a new one are set in the same way.</summary>
    private static bool AreOne(string one, string other) =>
        one == other || (one is LinkPurpose.ResetPassword or LinkPurpose.SetPassword && other is LinkPurpose.ResetPassword or LinkPurpose.SetPassword);

    private static async Task<LinkToken> MakeAsync(Scene scene, Caller anna, string purpose)
    {
        var payload = purpose switch
        {
            LinkPurpose.StepUp => Convert.ToHexString(scene.Get<Secrets>().Hash("session of a link", anna.Session)),
            LinkPurpose.ConfirmDevice => new PendingDevice(new byte[32], IsBrowser: false, "attempt").ToPayload(),
            _ => SignInState.Of((await scene.RowAsync(anna.Customer))!).ToPayload(),
        };
        return await scene.Database.WriteAsync(session => session.CreateLinkAsync(anna.Customer, purpose, Mailbox, payload, scene.Clock.GetUtcNow(), TimeSpan.FromHours(1), Scene.Ct), Scene.Ct);
    }

    /// <summary>Such that nothing but the link decides whether it can be used.</summary>
    private static async Task<Caller> ReadyAsync(Scene scene, string purpose)
    {
        var anna = await scene.RegisterAsync(Mailbox);
        if (purpose == LinkPurpose.CancelDeletion) await scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET standing = 2 WHERE customer_id = {anna.Customer}", Scene.Ct));
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM link", Scene.Ct));
        return anna;
    }

    /// <summary>The ways in which a link is used for a purpose: a mailbox is proved on the page or through an app.</summary>
    private static Func<Scene, Caller, LinkToken, Task<FailureCode?>>[] Ways(string purpose) => purpose switch
    {
        LinkPurpose.VerifyEmail =>
        [
            async (scene, anna, token) => (await scene.Get<MailboxProofs>().VerifyAsync(token, Holder(anna), Scene.Ct)).Failure?.Code,
            async (scene, anna, token) => (await scene.Get<Activations>().ConfirmLinkAsync(token, null, Device.Unknown, Scene.Origin, Scene.Ct)).Failure?.Code,
        ],
        LinkPurpose.ResetPassword or LinkPurpose.SetPassword => [async (scene, anna, token) => (await scene.Get<MailboxProofs>().SetPasswordAsync(token, Holder(anna), Scene.Ct)).Failure?.Code],
        LinkPurpose.Undo => [async (scene, _, token) => (await scene.Get<Undos>().UndoAsync(token, Scene.Ct)).Failure?.Code],
        LinkPurpose.StepUp => [async (scene, anna, token) => (await scene.Get<StepUps>().WithLinkAsync(token, anna, Scene.Ct)).Failure?.Code],
        LinkPurpose.ConfirmDevice => [async (scene, _, token) => (await scene.Get<Devices>().ConfirmAsync(token, Scene.Ct)).Failure?.Code],
        LinkPurpose.ConfirmDeletion => [async (scene, _, token) => (await scene.Get<Deletions>().ConfirmAsync(token, Scene.Ct)).Failure?.Code],
        _ => [async (scene, _, token) => (await scene.Get<Deletions>().CancelAsync(token, Scene.Ct)).Failure?.Code],
    };

    private static LinkHolder Holder(Caller anna) => new(anna, Scene.Password, "the owner's own words", Scene.Origin);
}
