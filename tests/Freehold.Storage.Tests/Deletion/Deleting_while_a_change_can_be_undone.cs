using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Deletion;

/// <summary>Whoever can still undo a change may be the owner, and the one who deletes the thief.</summary>
public sealed class Deleting_while_a_change_can_be_undone
{
    private static readonly DeletionProof Password = new DeletionProof.Password(Scene.Password);

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task erases_after_a_day_where_the_undo_went_to_an_address_that_nobody_had_proved(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");

        Assert.Equal(DeletionOutcome.Leaving, (await scene.Get<Deletions>().DeleteAsync(anna, Password, Ct)).Value);
        scene.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await scene.Get<Deletions>().EraseDueAsync(Ct));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task mails_the_way_back_to_addresses_alone_where_an_undo_was_texted(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await SetPhoneAsync(scene, anna, "+48555015332");
        await SetPhoneAsync(scene, anna, "+48555015333");
        Assert.NotNull(await scene.MessageAsync("+48555015332", MessageTemplate.NoticePhoneChanged));

        Assert.Equal(DeletionOutcome.Leaving, (await scene.Get<Deletions>().DeleteAsync(anna, Password, Ct)).Value);

        Assert.Equal(["anna@example.com"], await ToldAsync(scene));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_at_once_when_the_time_of_the_undo_is_over(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await ChangedLongAgoAsync(scene);

        Assert.Equal(DeletionOutcome.Erased, (await scene.Get<Deletions>().DeleteAsync(anna, Password, Ct)).Value);

        Assert.NotNull(await scene.MessageAsync("anna@example.com", MessageTemplate.DeletionReceipt));
        Assert.Null(await scene.MessageAsync("new@example.com", MessageTemplate.DeletionReceipt));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_the_last_proved_address_also_afterwards(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await ChangedLongAgoAsync(scene);

        Assert.Equal(DeletionOutcome.Leaving, (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Ct)).Value);

        Assert.Equal(["anna@example.com", "new@example.com"], await ToldAsync(scene));
        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", LinkPurpose.CancelDeletion), Ct)).Failure);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_confirmed_by_the_last_proved_address_alone(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await ChangedLongAgoAsync(scene);

        Assert.Equal(DeletionOutcome.ConfirmationMailed, (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.None(), Ct)).Value);

        Assert.NotNull(await scene.MessageAsync("anna@example.com", LinkPurpose.ConfirmDeletion));
        Assert.Null(await scene.MessageAsync("new@example.com", LinkPurpose.ConfirmDeletion));
    }

    /// <summary>Signed in just now, with another address for eight days, which nobody has proved.</summary>
    private static async Task<Caller> ChangedLongAgoAsync(Scene scene)
    {
        await scene.ChangeEmailAsync(await scene.RegisterVerifiedAsync("anna@example.com"), "new@example.com");
        scene.Clock.Advance(TimeSpan.FromDays(8));
        return await scene.SignInAsync("new@example.com", Scene.Password);
    }

    private static Task<List<string>> ToldAsync(Scene scene) =>
        scene.Database.ReadAsync(session => session.ListAsync($"SELECT recipient FROM outbox WHERE template = {LinkPurpose.CancelDeletion} ORDER BY recipient", row => row.Text(0), Ct), Ct);

    private static Task SetPhoneAsync(Scene scene, Caller caller, string phone) =>
        scene.ChangeAsync(caller, async (session, account, now) =>
        {
            await scene.Get<SignInChanges>().ChangePhoneAsync(session, account, Phone.Parse(phone, "phone", null).Value, proved: true, now, Ct);
            return 0;
        });
}
