using Freehold.Storage;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Profile;

/// <summary>Reads and writes overlap: what was read before a write is never kept as if it had been read after it, and memory has an end.</summary>
public sealed class Keeping_only_what_still_stands
{
    private static readonly IReadOnlyList<Membership> Groups = [new(1, "1", 0, "vip", "Best customers")];

    [Fact]
    public async Task puts_nothing_from_before_a_write_in_the_place_of_what_was_read_after_it()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await KeptAsync(scene);
        var (before, revision) = (Find(scene, anna)!, Revision(scene, anna));
        await scene.ChangeAsync(anna, (_, account, _) => Task.FromResult(account[ProfileField.City] = "Gdynia"));
        await scene.ReadAsync(anna);

        Recent(scene).Keep(anna, before, revision, Environment.TickCount64);

        Assert.Equal("Gdynia", Find(scene, anna)?[ProfileField.City]);
    }

    [Fact]
    public async Task puts_no_groups_from_before_a_write_beside_an_account_from_after_it()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await KeptAsync(scene);
        var revision = Revision(scene, anna);
        await scene.ChangeAsync(anna, (_, account, _) => Task.FromResult(account[ProfileField.City] = "Gdynia"));
        await scene.ReadAsync(anna);

        Recent(scene).Keep(anna.Customer, Groups, revision);

        Assert.Equal(("Gdynia", null), (Find(scene, anna)?[ProfileField.City], Find(scene, anna)?.Groups));
        Recent(scene).Keep(anna.Customer, Groups, Revision(scene, anna));
        Assert.Equal(Groups, Find(scene, anna)?.Groups);
    }

    [Fact]
    public async Task carries_no_groups_over_to_what_was_written_after_somebody_else_wrote()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await KeptAsync(scene);
        var (account, since) = (Find(scene, anna)!, Environment.TickCount64);
        Recent(scene).Keep(anna.Customer, Groups, Revision(scene, anna));
        scene.Database.Revisions.MoveOn(anna.Customer);

        var own = Revision(scene, anna);
        scene.Database.Revisions.MoveOn(anna.Customer);
        Recent(scene).KeepWritten(anna, account, own, since);

        Assert.Equal((account.Email, null), (Find(scene, anna)?.Email, Find(scene, anna)?.Groups));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task keeps_nothing_that_was_written_while_somebody_else_wrote(bool isOlderInMemory)
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await KeptAsync(scene);
        var (account, since) = (Find(scene, anna)!, Environment.TickCount64);
        if (isOlderInMemory) scene.Database.Revisions.MoveOn(anna.Customer);
        var own = Revision(scene, anna);

        scene.Database.Revisions.MoveOn(anna.Customer);
        scene.Database.Revisions.MoveOn(anna.Customer);
        Recent(scene).KeepWritten(anna, account, own, since);

        Assert.Null(Find(scene, anna));
    }

    [Fact]
    public async Task takes_56_mebibytes_at_most()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await KeptAsync(scene);
        var ends = Find(scene, anna)!.SessionExpiresAt;
        var note = $$"""{"note":"{{new string('n', 1500)}}"}""";
        var callers = Enumerable.Range(1, 40_000).Select(i => anna with { Customer = new CustomerId(anna.Customer.Value + i) }).ToList();

        foreach (var caller in callers)
        {
            var account = new Account { Id = caller.Customer, Uuid = "", Attributes = note };
            account.AskedBy(scene.Clock.UtcNow, scene.Clock.UtcNow, ends);
            for (var times = 0; times < 2; times++) Recent(scene).Keep(caller, account, Revision(scene, caller), Environment.TickCount64);
        }

        Assert.InRange(callers.Count(caller => Find(scene, caller) is not null), 25_000, 56 * 1024 * 1024 / 1500);
    }

    private static RecentAccounts Recent(Scene scene) => scene.Get<RecentAccounts>();

    private static Account? Find(Scene scene, Caller caller) => Recent(scene).Find(caller, scene.Clock.UtcNow);

    private static int Revision(Scene scene, Caller caller) => scene.Database.Revisions.Of(caller.Customer);

    /// <summary>A customer whose account is in memory: it is kept when it is met again.</summary>
    private static async Task<Caller> KeptAsync(Scene scene)
    {
        var anna = await scene.RegisterAsync("anna@example.com");
        for (var i = 0; i < 2; i++) await scene.ReadAsync(anna);
        Assert.NotNull(Find(scene, anna));
        return anna;
    }
}
