using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

public sealed class Keeping_subscribers
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    // T07
    [Theory]
    [MemberData(nameof(Storages))]
    public async Task shows_none_of_the_profile_to_who_registers_its_address_until_the_mailbox_is_proved(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profile = await PutAsync(scene, "nora@example.com", customId: "N-1", city: "Oslo");
        await scene.Get<EventRecording>().OfAsync([new NamedEvent(new NamedCustomer(profile, null, null, null), new ToldEvent("product.addToCart", null, """{"sku":"S-1"}""", null), "client")], Scene.Origin, Scene.Ct);

        var nora = await scene.RegisterAsync("nora@example.com");

        var empty = (await scene.ReadAsync(nora))!;
        Assert.NotEqual(profile, empty.Id);
        Assert.Null(empty[ProfileField.City]);
        Assert.Null(empty.CustomId);
        Assert.Null(empty.Tags);
        Assert.Equal(Agreements.None, empty.Agreements);
        Assert.Equal(profile, (await FindAsync(scene, "nora@example.com"))!.Id);

        await ProveAsync(scene, nora, "nora@example.com", ProofSide.Inside);

        var merged = (await scene.ReadAsync(nora))!;
        Assert.Equal(("Oslo", "N-1", """["vip"]""", Agreements.Email), (merged[ProfileField.City], merged.CustomId, merged.Tags, merged.Agreements));
        Assert.Equal(empty.Id, (await FindAsync(scene, "nora@example.com"))!.Id);
        Assert.Equal(empty.Id, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Id(profile), Scene.Ct))!.Id);
        Assert.Equal(empty.Id, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.CustomId("N-1"), Scene.Ct))!.Id);
        Assert.Equal(1, await scene.CountAsync("account"));
        Assert.Equal(1, await scene.CountAsync("directory"));
        Assert.Equal(1, await scene.CountAsync("event", $"action = 'product.addToCart' AND customer_id = {empty.Id.Value}"));
        Assert.Equal(1, await scene.CountAsync("agreement_record", $"granted AND customer_id = {empty.Id.Value}"));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task finds_the_account_by_the_profiles_number_in_whatever_the_shop_sends_afterwards(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profile = await PutAsync(scene, "nora@example.com", customId: null, city: "Oslo");
        await scene.Get<Freehold.Groups>().PutAsync([new Group("1", "vip", "Best customers")], Scene.Ct);
        Order[] orders = [new("O-1", profile, scene.Clock.GetUtcNow(), "{}")];
        await scene.Get<Orders>().PutAsync(orders, Scene.Ct);
        var nora = await scene.RegisterAsync("nora@example.com");
        await ProveAsync(scene, nora, "nora@example.com", ProofSide.Inside);

        await scene.Get<Orders>().PutAsync([.. orders, new("O-2", profile, scene.Clock.GetUtcNow(), "{}")], Scene.Ct);
        var grouped = await scene.Get<AccountControl>().ChangeAsync(profile, enabled: null, groups: ["1"], Scene.Ct);

        Assert.Equal(["O-2", "O-1"], (await scene.Get<Orders>().ListAsync(nora, null, 0, 10, Scene.Ct))!.Orders.Select(order => order.Id));
        Assert.Null(grouped.Failure);
        Assert.Equal(1, await scene.CountAsync("membership", $"customer_id = {nora.Customer.Value}"));
        Assert.NotNull(await scene.Get<AccountExports>().OfAsync(profile, Scene.Ct));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task lets_the_accounts_values_win(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await PutAsync(scene, "nora@example.com", customId: "N-1", city: "Oslo");
        var own = new ProfileChange { Agreements = new AgreementChange(Agreements.Sms, Agreements.Email) };
        own.Fields[ProfileField.City] = "Bergen";
        var nora = await scene.RegisterAsync("nora@example.com", profile: own);

        await ProveAsync(scene, nora, "nora@example.com", ProofSide.Inside);

        var merged = (await scene.ReadAsync(nora))!;
        Assert.Equal(("Bergen", Agreements.Sms), (merged[ProfileField.City], merged.Agreements));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task gives_the_profile_to_the_owner_and_nothing_of_who_registered_first(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await PutAsync(scene, "nora@example.com", customId: null, city: "Oslo");
        var thief = new ProfileChange { Agreements = new AgreementChange(Agreements.Sms, Agreements.Email) };
        thief.Fields[ProfileField.City] = "Elsewhere";
        thief.Fields[ProfileField.Company] = "Thieves Ltd";
        var caller = await scene.RegisterAsync("nora@example.com", profile: thief);

        await ProveAsync(scene, caller, "nora@example.com", ProofSide.Outside);

        var account = (await scene.RowAsync(caller.Customer))!;
        Assert.Equal(("Oslo", null, Agreements.Email), (account[ProfileField.City], account[ProfileField.Company], account.Agreements));
    }

    /// <summary>Two people may share a phone: alone it finds no profile of which anything else is known.</summary>
    [Theory]
    [MemberData(nameof(Storages))]
    public async Task changes_nobody_who_is_named_by_a_phone_alone(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await PutAsync(scene, "nora@example.com", customId: null, city: "Oslo", "+4755501933");

        var other = await PutAsync(scene, email: null, customId: null, city: "Bergen", "+4755501933");

        Assert.NotEqual(nora, other);
        Assert.Equal("Oslo", (await scene.RowAsync(nora))![ProfileField.City]);
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task gives_an_address_to_one_profile_only_however_many_ask_at_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profiles = scene.Get<BusinessProfiles>();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => profiles.PutAsync(Change("nora@example.com", null, "Oslo"), Scene.Origin, Scene.Ct)));

        Assert.Equal(1, await scene.CountAsync("account"));
        Assert.Equal(1, await scene.CountAsync("identifier", "kind = 5"));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task keeps_of_many_orders_at_once_each_as_it_came_last(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var rows = Enumerable.Range(0, 45).Select(row => new Order($"O-{row % 41}", anna.Customer, scene.Clock.GetUtcNow(), $$"""{"row":{{row}}}""")).ToList();

        await scene.Get<Orders>().PutAsync(rows, Scene.Ct);
        await scene.Get<Orders>().PutAsync([rows[40] with { Document = """{"row":46}""" }], Scene.Ct);

        var expected = Enumerable.Range(0, 41).Select(id => ($"O-{id}", $$"""{"row":{{(id < 4 ? id + 41 : id == 40 ? 46 : id)}}}"""));
        var kept = (await scene.Get<Orders>().ListAsync(anna, null, 0, 100, Scene.Ct))!;
        Assert.Equal(expected.ToHashSet(), kept.Orders.Select(order => (order.Id, order.Document)).ToHashSet());
        Assert.Equal(41, kept.Total);
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task finds_the_profile_of_a_phone_again_where_somebody_who_is_known_has_the_same(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        await scene.RegisterAsync("anna@example.com", "+48555015332");
        scene.Clock.Advance(TimeSpan.FromSeconds(2));

        var first = await PutAsync(scene, email: null, customId: null, "Oslo", "+48555015332");
        var again = await PutAsync(scene, email: null, customId: null, "Bergen", "+48 555 015 332");

        Assert.Equal(first, again);
        Assert.Equal(2, await scene.CountAsync("account"));
        Assert.Equal("Bergen", (await scene.RowAsync(first))![ProfileField.City]);
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task lists_pages_in_the_same_order_on_both_databases(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        string[] cities = ["oslo", "Århus", "Zürich", "Łódź", "Ålesund", "Bergen", "éclair", "zulu"];
        var rows = cities.Select((city, index) => Change($"c{index}@example.com", null, city)).ToList();
        Assert.Empty(await scene.Get<BusinessProfiles>().PutAllAsync(rows, Scene.Origin, Scene.Ct));
        var directory = scene.Get<ProfileDirectory>();

        var first = await directory.ListCountedAsync(new DirectoryQuery { Sort = DirectoryField.City, Limit = 5 }, Scene.Ct);
        var second = await directory.ListAsync(new DirectoryQuery { Sort = DirectoryField.City, Limit = 5, Offset = 5 }, Scene.Ct);
        var found = await directory.ListCountedAsync(new DirectoryQuery { Sort = DirectoryField.Email, Descending = true, Limit = 2, Anywhere = "C" }, Scene.Ct);
        var beginning = await directory.ListCountedAsync(new DirectoryQuery { Sort = DirectoryField.City, Limit = 9, Beginnings = new() { [DirectoryField.City] = "å", [DirectoryField.Email] = "c" } }, Scene.Ct);

        Assert.Equal(["Bergen", "oslo", "zulu", "Zürich", "Ålesund", "Århus", "éclair", "Łódź"], first.Profiles.Concat(second).Select(profile => profile[ProfileField.City]));
        Assert.Equal((8, 8), (first.All, first.Matching));
        Assert.Equal(["c7@example.com", "c6@example.com"], found.Profiles.Select(profile => profile.Email));
        Assert.Equal(8, found.Matching);
        Assert.Equal(["Ålesund", "Århus"], beginning.Profiles.Select(profile => profile[ProfileField.City]));
        Assert.Equal(2, beginning.Matching);
    }

    private static Task<Account?> FindAsync(Scene scene, string email) => scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Email(Scene.Email(email)), Scene.Ct);

    private static Task ProveAsync(Scene scene, Caller caller, string email, ProofSide side) =>
        scene.ChangeAsync(caller, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, email, side, Scene.Origin, now, Scene.Ct));

    private static async Task<CustomerId> PutAsync(Scene scene, string? email, string? customId, string city, string? phone = null) =>
        (await scene.Get<BusinessProfiles>().PutAsync(Change(email, customId, city, phone), Scene.Origin, Scene.Ct)).Value;

    private static BusinessChange Change(string? email, string? customId, string city, string? phone = null)
    {
        var profile = new ProfileChange { Agreements = new AgreementChange(Agreements.Email, Agreements.None) };
        profile.Fields[ProfileField.City] = city;
        return new BusinessChange
        {
            Email = email is null ? default : new(true, Scene.Email(email)),
            Phone = phone is null ? default : new(true, Phone.Parse(phone, "phone", null).Value),
            CustomId = customId is null ? default : new(true, customId),
            Tags = new(true, """["vip"]"""),
            Profile = profile,
        };
    }
}
