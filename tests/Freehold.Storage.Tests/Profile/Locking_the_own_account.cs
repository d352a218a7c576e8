using Freehold.Sqlite;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Profile;

/// <summary>A write of one's own may start from what is in memory, but never from what is no longer true.</summary>
public sealed class Locking_the_own_account
{
    private const string Anna = "anna@example.com";

    private static readonly Phone NewPhone = Phone.Parse("+48555015332", "phone", null).Value!;

    [Fact]
    public async Task sees_what_another_program_wrote()
    {
        await using var scene = await StartAsync();
        var anna = await KeptAsync(scene);
        await WriteByHandAsync(scene, $"UPDATE account SET city = 'Oslo' WHERE customer_id = {anna.Customer.Value}");

        // Agreements take the long way, which writes the whole row.
        var change = new ProfileChange { Agreements = new AgreementChange(Agreements.Email, Agreements.None) };
        var updated = await scene.Get<Profiles>().UpdateAsync(anna, change, Scene.Ct);

        Assert.Equal("Oslo", updated.Value![ProfileField.City]);
        Assert.Equal(1, await scene.CountAsync("account", "city = 'Oslo'"));
    }

    [Fact]
    public async Task sees_that_another_program_ended_the_session()
    {
        await using var scene = await StartAsync();
        var anna = await KeptAsync(scene);
        await WriteByHandAsync(scene, $"DELETE FROM session WHERE customer_id = {anna.Customer.Value}");

        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<PhoneChanges>().RequestAsync(anna, NewPhone, Scene.Ct)).Failure?.Code);
        Assert.Equal(0, await scene.CountAsync("code"));
    }

    [Fact]
    public async Task sees_what_was_written_just_before_in_the_same_commit()
    {
        await using var scene = await StartAsync();
        var owner = await KeptAsync(scene);
        var thief = await scene.SignInAsync(Anna, Scene.Password);
        for (var i = 0; i < 3; i++) await scene.ReadAsync(thief);
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = scene.Database.WriteAsync(async _ => { begun.SetResult(); await gate.Task; return 0; }, Scene.Ct);
        await begun.Task;

        var ended = scene.Database.WriteAsync(session => session.EndSessionAsync(owner.Customer, thief.Session, Scene.Ct), Scene.Ct);
        var asked = scene.Get<PhoneChanges>().RequestAsync(thief, NewPhone, Scene.Ct);
        var told = scene.Get<EventRecording>().OfCustomerAsync(thief, [new ToldEvent("step", null, null, null)], Scene.Ct);
        gate.SetResult();

        await before;
        Assert.True(await ended);
        Assert.Equal((FailureCode.NotSignedIn, FailureCode.NotSignedIn), ((await asked).Failure?.Code, (await told).Failure?.Code));
        Assert.Equal((0, 0), (await scene.CountAsync("code"), await scene.CountAsync("event", "action = 'step'")));
    }

    [Fact]
    public async Task sees_that_the_sessions_time_is_over()
    {
        await using var scene = await StartAsync();
        var anna = await KeptAsync(scene);

        scene.Clock.Advance(scene.Get<SignInOptions>().IdleLifetime + TimeSpan.FromSeconds(1));

        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<PhoneChanges>().RequestAsync(anna, NewPhone, Scene.Ct)).Failure?.Code);
    }

    /// <summary>Memory is used by the embedded database alone.</summary>
    private static Task<Scene> StartAsync() => Scene.StartWithSendersAsync("sqlite");

    /// <summary>A customer whose account is in memory: it is kept when it is met again.</summary>
    private static async Task<Caller> KeptAsync(Scene scene)
    {
        var anna = await scene.RegisterAsync(Anna);
        for (var i = 0; i < 3; i++) await scene.ReadAsync(anna);
        Assert.NotNull(scene.Get<RecentAccounts>().Find(anna, scene.Clock.GetUtcNow()));
        return anna;
    }

    private static async Task WriteByHandAsync(Scene scene, string sql)
    {
        await using var other = new SqliteSession(Path.Combine(scene.Folder, "freehold.db"), "");
        other.Run(sql);
    }
}
