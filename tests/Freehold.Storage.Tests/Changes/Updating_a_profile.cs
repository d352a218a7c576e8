using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Changes;

/// <summary>T37 for profiles, and T71: nobody's change is lost.</summary>
public sealed class Updating_a_profile
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task writes_nothing_and_tells_nobody_when_nothing_changes(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await UpdateAsync(scene, anna, City("Gdynia"));
        var (version, events) = ((await scene.ReadAsync(anna))!.Version, await scene.CountAsync("event"));

        var again = City("Gdynia");
        again.Attributes["size"] = null;
        again.Repeated["email"] = "ANNA@example.com";
        await UpdateAsync(scene, anna, again);
        await UpdateAsync(scene, anna, new ProfileChange());

        Assert.Equal(version, (await scene.ReadAsync(anna))!.Version);
        Assert.Equal(events, await scene.CountAsync("event"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_both_changes_of_two_who_write_at_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        for (var round = 0; round < 20; round++)
        {
            var attribute = new ProfileChange();
            attribute.Attributes["round"] = $"{round}";
            await Task.WhenAll(UpdateAsync(scene, anna, City($"City {round}")), UpdateAsync(scene, anna, attribute));

            var row = (await scene.ReadAsync(anna))!;
            Assert.Equal(($"City {round}", $$"""{"round":{{round}}}"""), (row[ProfileField.City], row.Attributes));
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task records_every_agreement_that_was_named_even_one_that_stood(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", profile: new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, true) });
        var version = (await scene.ReadAsync(anna))!.Version;

        await UpdateAsync(scene, anna, new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, true) });

        Assert.Equal(2, await scene.CountAsync("agreement_record", "purpose = 'email' AND granted"));
        Assert.Equal(version, (await scene.ReadAsync(anna))!.Version);
    }

    /// <summary>A city shows in the lists of the business side, so that it is written under a lock; an attribute does not.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task answers_with_the_version_that_stands_afterwards_whichever_way_it_was_written(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var attribute = new ProfileChange();
        attribute.Attributes["size"] = "38";

        foreach (var change in (ProfileChange[])[City("Gdynia"), attribute])
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            var answered = (await scene.Get<Profiles>().UpdateAsync(anna, change, Ct)).Value;

            var row = (await scene.RowAsync(anna.Customer))!;
            Assert.Equal((row.Version, row.ChangedAt), (answered.Version, answered.ChangedAt));
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task names_every_identifier_that_may_not_change_and_stores_nothing(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", "+48555015332");
        var change = City("Gdynia");
        foreach (var name in (string[])["email", "phone", "uuid"]) change.Repeated[name] = null;
        change.Repeated["customId"] = "C-1";

        var refused = (await scene.Get<Profiles>().UpdateAsync(anna, change, Ct)).Failure!;

        Assert.Equal(["email", "phone", "uuid", "customId"], ((Failure[])[refused, .. refused.Also]).Select(failure => failure.Field!));
        Assert.Null((await scene.ReadAsync(anna))![ProfileField.City]);
    }

    /// <summary>Whether an address is a customer's must not be found out by asking for many.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task is_told_of_twenty_taken_addresses_an_hour_from_one_place_whoever_asks(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("taken@example.com");
        Caller[] askers = [await scene.RegisterAsync("anna@example.com"), await scene.RegisterAsync("berta@example.com"), await scene.RegisterAsync("carl@example.com")];
        for (var i = 0; i < 20; i++) Assert.Equal(FailureCode.Taken, (await AskAsync(askers[i % 2], "taken@example.com"))?.Code);

        var known = await AskAsync(askers[2], "taken@example.com");
        var free = await AskAsync(askers[2], "free@example.com");
        var elsewhere = await AskAsync(askers[2] with { Origin = Scene.Origin with { Address = "198.51.100.7" } }, "free@example.com");

        Assert.Equal((FailureCode.Throttled, TimeSpan.FromHours(1)), (known?.Code, known?.RetryAfter));
        Assert.Equal(known, free);
        Assert.Null(elsewhere);

        async Task<Failure?> AskAsync(Caller caller, string email) =>
            (await scene.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Email = Scene.Email(email), ProofNeeded = TimeSpan.FromDays(1) }, Ct)).Failure;
    }

    private static ProfileChange City(string city)
    {
        var change = new ProfileChange();
        change.Fields[ProfileField.City] = city;
        return change;
    }

    private static async Task UpdateAsync(Scene scene, Caller caller, ProfileChange change) =>
        Assert.Null((await scene.Get<Profiles>().UpdateAsync(caller, change, Ct)).Failure);
}
