using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

public sealed class Putting_many_profiles
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task keeps_nobody_else_waiting_until_all_are_written(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var rows = Enumerable.Range(0, 4000).Select(row => Named($"customer{row}@example.com", "Gdynia")).ToList();

        var batch = Task.Run(() => scene.Get<BusinessProfiles>().PutAllAsync(rows, Scene.Origin, Scene.Ct), Scene.Ct);
        var others = 0;
        for (; !batch.IsCompleted; others++)
        {
            var city = new ProfileChange();
            city.Fields[ProfileField.City] = $"City {others}";
            Assert.Null((await scene.Get<Profiles>().UpdateAsync(anna, city, Scene.Ct)).Failure);
        }

        Assert.Empty(await batch);
        Assert.True(others > 5, $"Only {others} others wrote meanwhile.");
        Assert.Equal(4001, await scene.CountAsync("account"));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task writes_all_of_a_profile_and_leaves_nothing_of_a_refused_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterVerifiedAsync("anna@example.com");
        var accounts = await scene.CountAsync("account");
        var change = new ProfileChange { Agreements = new AgreementChange(Agreements.Email, Agreements.Sms) };
        change.Fields[ProfileField.FirstName] = "Nora";
        change.Attributes["loyalty"] = "7";
        var nora = new BusinessChange { Email = new(true, Email("nora@example.com")), CustomId = new(true, "N-1"), Uuid = new(true, "u-1"), Phone = new(true, Phone.Parse("+48555015332", "phone", null).Value), Tags = new(true, """["vip"]"""), Profile = change };
        var sameUuid = new BusinessChange { Uuid = new(true, "u-1") };
        var hinted = new BusinessChange { Email = new(true, Email("ole@example.com")), Uuid = new(true, "u-1") };

        var refused = await scene.Get<BusinessProfiles>().PutAllAsync([nora, sameUuid, hinted], Scene.Origin, Scene.Ct);

        Assert.Equal((1, FailureCode.Taken, "uuid"), (refused.Single().Row, refused.Single().Failure.Code, refused.Single().Failure.Field));
        var kept = (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.CustomId("N-1"), Scene.Ct))!;
        Assert.Equal(("nora@example.com", "u-1", "+48555015332", "48555015332", """["vip"]""", """{"loyalty":7}""", Agreements.Email, "Nora", "Nora"), (kept.Email, kept.Uuid, kept.Phone, kept.PhoneDigits, kept.Tags, kept.Attributes, kept.Agreements, kept[ProfileField.FirstName], kept[ProfileField.Label]));
        Assert.Equal(kept.Id, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Email(Email("nora@example.com")), Scene.Ct))!.Id);
        Assert.Equal(kept.Id, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Uuid("u-1"), Scene.Ct))!.Id);
        Assert.Equal(2, await scene.CountAsync("agreement_record", $"customer_id = {kept.Id.Value}"));
        Assert.Equal(1, await scene.CountAsync("directory", $"customer_id = {kept.Id.Value} AND recognized"));
        Assert.Equal(1, await scene.CountAsync("event", $"customer_id = {kept.Id.Value} AND action = 'client.add+client.identify'"));
        Assert.NotEqual("u-1", (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Email(Email("ole@example.com")), Scene.Ct))!.Uuid);
        Assert.Equal(accounts + 2, await scene.CountAsync("account"));
        Assert.Equal(accounts + 2, await scene.CountAsync("directory"));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task writes_each_of_many_whole_and_leaves_out_what_is_somebody_elses(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        var rows = Enumerable.Range(0, 45).Select(row => Full(row)).ToList();
        rows[7] = Named("ANNA@example.com", "Sopot");
        rows[9] = Full(8);

        var refused = await scene.Get<BusinessProfiles>().PutAllAsync(rows, Scene.Origin, Scene.Ct);

        Assert.Empty(refused);
        var kept = (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.CustomId("C-44"), Scene.Ct))!;
        Assert.Equal(("customer44@example.com", "u-44", "+48555015344", "48555015344", """["vip"]""", """{"row":44}""", Agreements.Email, "Gdynia", false), (kept.Email, kept.Uuid, kept.Phone, kept.PhoneDigits, kept.Tags, kept.Attributes, kept.Agreements, kept[ProfileField.City], kept.Registered));
        Assert.Equal(kept.Id, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Email(Email("customer44@example.com")), Scene.Ct))!.Id);
        Assert.Equal(kept.Id, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Uuid("u-44"), Scene.Ct))!.Id);
        Assert.Equal("Sopot", (await scene.ReadAsync(anna))![ProfileField.City]);
        Assert.Equal(44, await scene.CountAsync("account"));
        Assert.Equal(44, await scene.CountAsync("directory"));
        Assert.Equal(43, await scene.CountAsync("event", "action = 'client.add+client.identify' AND customer_id <> " + anna.Customer.Value));
        Assert.Equal(1, await scene.CountAsync("event", $"customer_id = {kept.Id.Value}"));
        Assert.Equal(1, await scene.CountAsync("agreement_record", $"customer_id = {kept.Id.Value}"));
    }

    [Theory(Timeout = 60_000), InlineData("profiles"), InlineData("events")]
    public async Task holds_customers_in_the_order_of_their_numbers_so_that_batches_do_not_wait_in_a_circle(string what)
    {
        await using var scene = await Scene.StartAsync("postgres");
        var customers = new SortedDictionary<long, string>();
        foreach (var email in new[] { "anna@example.com", "bert@example.com" }) customers.Add((await scene.RegisterVerifiedAsync(email)).Customer.Value, email);
        var ((low, lowEmail), (high, highEmail)) = (customers.First(), customers.Last());
        var (isHeld, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = scene.Database.WriteAsync(
            async session =>
            {
                await session.HoldAsync([high], Scene.Ct);
                isHeld.TrySetResult();
                await mayEnd.Task.WaitAsync(Scene.Ct);
                return true;
            },
            Scene.Ct);
        await isHeld.Task;

        Task<bool> batch = what == "profiles" ? PutAsync(scene, [Named(highEmail, "Gdynia"), Named(lowEmail, "Sopot")]) : TellAsync(scene, [highEmail, lowEmail]);
        while (await scene.Database.WriteAsync(session => session.FirstAsync<long?>($"SELECT a.customer_id FROM account a WHERE a.customer_id = {low}{session.SkipLocked}", row => row.Long(0), Scene.Ct), Scene.Ct) is not null) await Task.Yield();
        var waited = !batch.IsCompleted;
        mayEnd.SetResult();

        Assert.True(waited);
        Assert.True(await holding);
        Assert.True(await batch);
    }

    private static async Task<bool> PutAsync(Scene scene, BusinessChange[] rows) => (await scene.Get<BusinessProfiles>().PutAllAsync(rows, Scene.Origin, Scene.Ct)).Count == 0;

    private static async Task<bool> TellAsync(Scene scene, string[] emails)
    {
        var told = Array.ConvertAll(emails, email => new NamedEvent(new NamedCustomer(null, null, Email(email), null), new ToldEvent("product.addToCart", null, null, null), "client"));
        return (await scene.Get<EventRecording>().OfAsync(told, Scene.Origin, Scene.Ct)).Failure is null;
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task leaves_each_its_events_where_two_turn_out_to_be_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<BusinessProfiles>().PutAllAsync([.. Enumerable.Range(0, 8).Select(row => Named($"customer{row}@example.com", "Gdynia"))], Scene.Origin, Scene.Ct);

        foreach (var address in new[] { "customer2@example.com", "customer3@example.com" })
        {
            await scene.ChangeAsync(anna, async (session, account, now) =>
            {
                await session.MergeContactAsync(account, Email(address), agreementsAreTheirs: true, now, Scene.Ct);
                return 0;
            });
        }

        var actions = (await scene.Get<EventHistory>().ReadAsync(new ProfileKey.Id(anna.Customer), new EventFilter(null, null, [], 100), Scene.Ct))!.Events;
        Assert.Equal(3, actions.Count(one => one.Action == "client.identify"));
        Assert.Equal(actions.Count, actions.DistinctBy(one => one.Id).Count());
    }

    private static BusinessChange Full(int row)
    {
        var profile = new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, true) };
        profile.Fields[ProfileField.City] = "Gdynia";
        profile.Attributes["row"] = $"{row}";
        return new BusinessChange
        {
            Email = new(true, Email($"customer{row}@example.com")),
            CustomId = new(true, $"C-{row}"),
            Uuid = new(true, $"u-{row}"),
            Phone = new(true, Phone.Parse($"+485550153{row:D2}", "phone", null).Value),
            Tags = new(true, """["vip"]"""),
            Profile = profile,
        };
    }

    private static BusinessChange Named(string email, string city)
    {
        var profile = new ProfileChange();
        profile.Fields[ProfileField.City] = city;
        return new BusinessChange { Email = new(true, Email(email)), Profile = profile };
    }

    private static EmailAddress Email(string text) => EmailAddress.Parse(text, "email").Value!;
}
