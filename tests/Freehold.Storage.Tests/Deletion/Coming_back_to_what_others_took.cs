using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Deletion;

/// <summary>An account that looks deleted has let go of everything that it is found by: what others came to have since is theirs.</summary>
public sealed class Coming_back_to_what_others_took
{
    private static readonly Phone Number = Phone.Parse("+48555015332", "phone", null).Value;

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> StoragesWithAndWithoutAnother() => new() { { "sqlite", false }, { "sqlite", true }, { "postgres", false }, { "postgres", true } };

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_a_code_with_whoever_has_it(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", code: "anna");
        await LeaveAsync(scene, anna);
        var other = await scene.RegisterAsync("other@example.com", code: "anna");

        await ComeBackAsync(scene);

        Assert.Null((await scene.RowAsync(anna.Customer))!.OwnCode);
        Assert.Equal(other.Customer, (await scene.SignInAsync("anna", Scene.Password)).Customer);
    }

    /// <summary>A phone that somebody else has proved since counts as absent.</summary>
    [Theory, MemberData(nameof(StoragesWithAndWithoutAnother))]
    public async Task keeps_the_phone_proved_unless_another_has_proved_it(string storage, bool another)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await ProvePhoneAsync(scene, anna);
        await LeaveAsync(scene, anna);
        if (another) await ProvePhoneAsync(scene, await scene.RegisterAsync("other@example.com"));

        await ComeBackAsync(scene);

        var account = await scene.RowAsync(anna.Customer);
        Assert.Equal((Number.Text, !another), (account!.Phone, account.PhoneProved));
    }

    [Theory, MemberData(nameof(StoragesWithAndWithoutAnother))]
    public async Task takes_a_linked_sign_in_again_unless_another_has_it(string storage, bool another)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await LinkAsync(scene, anna);
        await LeaveAsync(scene, anna);
        var holder = another ? await scene.RegisterAsync("other@example.com") : anna;
        if (another) await LinkAsync(scene, holder);

        await ComeBackAsync(scene);

        Assert.Equal(holder.Customer, await scene.Database.ReadAsync(session => session.FindCustomerAsync(IdentifierKind.LinkedSignIn, "https://provider.example annas", Ct), Ct));
        Assert.Equal([holder.Customer], await scene.Database.ReadAsync(session => session.ListAsync($"SELECT customer_id FROM linked_sign_in", row => row.Customer(0), Ct), Ct));
    }

    private static async Task LeaveAsync(Scene scene, Caller caller) =>
        Assert.Equal(DeletionOutcome.Leaving, (await scene.Get<Deletions>().DeleteAsync(caller, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Ct)).Value);

    private static async Task ComeBackAsync(Scene scene) =>
        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync("anna@example.com", LinkPurpose.CancelDeletion), Ct)).Failure);

    private static Task LinkAsync(Scene scene, Caller caller) =>
        scene.ChangeAsync(caller, async (session, account, now) =>
        {
            Assert.True(await session.LinkAsync(account.Id, new LinkedSignIn("OAUTH", "https://provider.example", "annas", IsSuspended: false), now, Ct));
            return 0;
        });

    private static Task ProvePhoneAsync(Scene scene, Caller caller) =>
        scene.ChangeAsync(caller, async (session, account, now) =>
        {
            await scene.Get<SignInChanges>().ChangePhoneAsync(session, account, Number, proved: true, now, Ct);
            return 0;
        });
}
