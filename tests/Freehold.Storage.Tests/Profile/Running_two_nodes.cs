using System.Diagnostics;
using Freehold.Testing;
using Microsoft.Extensions.Hosting;

namespace Freehold.Storage.Tests.Profile;

/// <summary>T42 between the nodes of a cluster.</summary>
public sealed class Running_two_nodes
{
    private static readonly TimeSpan RevocationBound = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task refuses_what_the_other_node_revoked_within_five_seconds_even_if_no_news_arrive()
    {
        var (one, other) = await StartAsync();
        await using var first = one;
        await using var second = other;
        var caller = await RegisterAsync(one);
        await one.Get<Profiles>().ReadAsync(caller, Ct);
        var kept = await one.Get<Profiles>().ReadAsync(caller, Ct);
        Assert.NotNull(kept);
        Assert.Same(kept, await one.Get<Profiles>().ReadAsync(caller, Ct));

        await other.Get<Sessions>().EndAsync(caller, caller.Session, Ct);

        var since = Stopwatch.StartNew();
        TimeSpan asked;
        while (true)
        {
            asked = since.Elapsed;
            if (await one.Get<Profiles>().ReadAsync(caller, Ct) is null) break;
            Assert.True(asked < RevocationBound, $"accepted after {asked}");
            await Task.Delay(50, Ct);
        }
    }

    [Fact]
    public async Task hears_of_what_the_other_node_wrote()
    {
        var (one, other) = await StartAsync();
        await using var first = one;
        await using var second = other;
        var caller = await RegisterAsync(one);
        foreach (var core in new[] { one, other }) await News(core).StartAsync(Ct);
        var before = one.Database.Revisions.Of(caller.Customer);

        // Listening begins a moment after the start.
        for (var round = 0; one.Database.Revisions.Of(caller.Customer) == before; round++)
        {
            Assert.True(round < 600, "no news arrived within a minute");
            await other.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Fields = { [ProfileField.WhatsAppId] = $"{round}" } }, Ct);
            await Task.Delay(100, Ct);
        }

        foreach (var core in new[] { one, other }) await News(core).StopAsync(Ct);
        Assert.Equal((await other.Get<Profiles>().ReadAsync(caller, Ct))!.Version, (await one.Get<Profiles>().ReadAsync(caller, Ct))!.Version);
    }

    private static IHostedService News(TestCore core) => core.All<IHostedService>().Single(worker => worker.GetType().Name == "ChangeNews");

    private static async Task<(TestCore One, TestCore Other)> StartAsync()
    {
        var database = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        return (await TestCore.StartAsync(database), await TestCore.StartAsync(database));
    }

    private static async Task<Caller> RegisterAsync(TestCore core)
    {
        var origin = new Origin("192.0.2.1", "test");
        var made = await core.Get<Registrations>().RegisterAsync(
            new NewAccount { Email = EmailAddress.Parse("anna@example.com", "email").Value, Password = "correct horse", Profile = new ProfileChange() }, origin, Ct);
        Assert.Null(made.Failure);
        var says = (await core.Get<SignIns>().WithPasswordAsync("anna@example.com", "correct horse", origin, Ct)).Value.Says;
        return new Caller(says.Customer, says.Session, origin);
    }
}
