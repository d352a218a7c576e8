using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Entries;

/// <summary>Addresses, properties and list entries: all or nothing, nobody else's, in the order of their creation.</summary>
public sealed class Keeping_entries
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_every_address_field_as_it_was_given(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var change = new AddressChange { HasEmail = true, Email = "other@example.com" };
        foreach (var field in Address.Fields) change.Fields[field] = field switch { ProfileField.Longitude or ProfileField.Latitude => "10.5", ProfileField.BirthDate => "2000-02-29", _ => $"ü{(int)field}" };

        await scene.Get<Addresses>().AddAsync(anna, [change], Ct);

        var stands = Assert.Single((await EverythingAsync(scene, anna)).Addresses);
        Assert.Equal("other@example.com", stands.Email);
        Assert.All(Address.Fields, field => Assert.Equal(change.Fields[field], stands[field]));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task adds_all_or_none(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var property = new PropertyChange { Type = "shoe", HasLanguage = true, Language = "en", Value = "42" };
        var favourite = new ListEntryChange { Domain = "product", RefId = "1" };

        var properties = await scene.Get<CustomerProperties>().AddAsync(anna, [property with { Value = "43" }, property, property], "en", Ct);
        var lists = await scene.Get<Lists>().AddAsync(anna, [favourite with { RefId = "2" }, favourite, favourite], ["product"], Ct);
        var many = await scene.Get<Addresses>().AddAsync(anna, [.. Enumerable.Repeat(new AddressChange(), 1001)], Ct);

        Assert.Equal([FailureCode.Taken, FailureCode.Taken, FailureCode.TooMany], new[] { properties.Failure!.Code, lists.Failure!.Code, many.Failure!.Code });
        Assert.Equal(0, await scene.CountAsync("property") + await scene.CountAsync("list_entry") + await scene.CountAsync("address"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_one_of_many_equal_favourites_that_come_at_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scene.Get<Lists>().AddAsync(anna, [new ListEntryChange { Domain = "product", Type = "favorite", RefId = "1" }], ["product"], Ct)));

        Assert.Single(added, one => one.Failure is null);
        Assert.Equal(1, await scene.CountAsync("list_entry"));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task reaches_nobody_elses(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var eve = await scene.RegisterAsync("eve@example.com");
        var address = (await scene.Get<Addresses>().AddAsync(anna, [new AddressChange()], Ct)).Value[0].Id;
        var property = (await scene.Get<CustomerProperties>().AddAsync(anna, [new PropertyChange { Type = "a", Value = "b" }], "en", Ct)).Value[0].Id;
        var entry = (await scene.Get<Lists>().AddAsync(anna, [new ListEntryChange { Domain = "product", RefId = "1" }], ["product"], Ct)).Value[0].Id;

        var changed = new[]
        {
            (await scene.Get<Addresses>().ChangeAsync(eve, address, new AddressChange(), Ct)).Failure?.Code,
            (await scene.Get<CustomerProperties>().ChangeAsync(eve, property, new PropertyChange { Value = "c" }, "en", Ct)).Failure?.Code,
            (await scene.Get<Lists>().ChangeAsync(eve, entry, new ListEntryChange { RefId = "2" }, ["product"], groups: false, Ct)).Failure?.Code,
        };
        await scene.Get<Addresses>().RemoveAsync(eve, [address], Ct);
        await scene.Get<CustomerProperties>().RemoveAsync(eve, [property], "en", Ct);
        await scene.Get<Lists>().RemoveAsync(eve, [entry], ["product"], groups: false, Ct);

        Assert.All(changed, code => Assert.Equal(FailureCode.NotFound, code));
        var stands = await EverythingAsync(scene, anna);
        Assert.Equal((1, "b", "1"), (stands.Addresses.Count, stands.Properties[0].Value, stands.Lists[0].RefId));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task shows_list_entries_of_the_time_and_properties_of_the_language(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var favourite = new ListEntryChange { Domain = "product", HasStart = true, HasEnd = true };
        await scene.Get<Lists>().AddAsync(
            anna,
            [
                favourite with { RefId = "now", Start = "2039-01-01 00:00:00", End = "2041-01-01 00:00:00", Position = 2 }, favourite with { RefId = "first", Position = 1 },
                favourite with { RefId = "over", End = "2039-01-01 00:00:00" }, favourite with { RefId = "later", Start = "2041-01-01 00:00:00" }, favourite with { RefId = "off", Status = 0 },
            ],
            [],
            Ct);

        var shown = await scene.Get<CustomerProperties>().AddAsync(
            anna, [new PropertyChange { Type = "t", HasLanguage = true, Language = "de", Value = "rot" }, new PropertyChange { Type = "t", HasLanguage = true, Language = "en", Value = "red" }], "de", Ct);

        Assert.Equal(["first", "now"], (await EverythingAsync(scene, anna)).Lists.Select(entry => entry.RefId));
        Assert.Equal(["rot"], shown.Value.Select(property => property.Value));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task shows_a_list_entry_from_its_first_second_to_its_last(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        string At(int seconds) => ListQueries.Moment(scene.Clock.UtcNow.AddSeconds(seconds));
        await scene.Get<Lists>().AddAsync(anna, [new ListEntryChange { Domain = "product", RefId = "1", HasStart = true, Start = At(60), HasEnd = true, End = At(120) }], [], Ct);

        var shown = new List<int>();
        foreach (var seconds in (int[])[59, 1, 60, 1])
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(seconds));
            shown.Add((await EverythingAsync(scene, anna)).Lists.Count);
        }

        Assert.Equal([0, 1, 1, 0], shown);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task reaches_nothing_that_does_not_show(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        var property = (await scene.Get<CustomerProperties>().AddAsync(anna, [new PropertyChange { Type = "t", HasLanguage = true, Language = "de", Value = "rot" }], "de", Ct)).Value[0].Id;
        var entry = (await scene.Get<Lists>().AddAsync(anna, [new ListEntryChange { Domain = "service", RefId = "1" }], ["service"], Ct)).Value[0].Id;

        var changed = new[]
        {
            (await scene.Get<CustomerProperties>().ChangeAsync(anna, property, new PropertyChange { Value = "red" }, "en", Ct)).Failure?.Code,
            (await scene.Get<Lists>().ChangeAsync(anna, entry, new ListEntryChange { RefId = "2" }, ["product"], groups: false, Ct)).Failure?.Code,
        };
        await scene.Get<CustomerProperties>().RemoveAsync(anna, [property], "en", Ct);
        await scene.Get<Lists>().RemoveAsync(anna, [entry], ["product"], groups: false, Ct);

        Assert.All(changed, code => Assert.Equal(FailureCode.NotFound, code));
        Assert.Equal((1, 1), (await scene.CountAsync("property", "value = 'rot'"), await scene.CountAsync("list_entry", "ref_id = '1'")));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_a_thousand_of_each_and_no_more(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        Func<IEnumerable<int>, Task<FailureCode?>>[] kinds =
        [
            async of => (await scene.Get<Addresses>().AddAsync(anna, [.. of.Select(_ => new AddressChange())], Ct)).Failure?.Code,
            async of => (await scene.Get<CustomerProperties>().AddAsync(anna, [.. of.Select(n => new PropertyChange { Type = "t", Value = $"{n}" })], "en", Ct)).Failure?.Code,
            async of => (await scene.Get<Lists>().AddAsync(anna, [.. of.Select(n => new ListEntryChange { Domain = "product", RefId = $"{n}" })], ["product"], Ct)).Failure?.Code,
        ];

        foreach (var add in kinds)
        {
            Assert.Equal(FailureCode.TooMany, await add(Enumerable.Range(0, 1001)));
            Assert.Null(await add(Enumerable.Range(0, 1000)));
            Assert.Equal(FailureCode.TooMany, await add([1000]));
        }

        var kept = await EverythingAsync(scene, anna);
        Assert.Equal((1000, 1000, 1000), (kept.Addresses.Count, kept.Properties.Count, kept.Lists.Count));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_whoever_is_signed_out(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");
        await scene.Get<SignIns>().SignOutAsync(anna, everywhere: false, Ct);

        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<Addresses>().AddAsync(anna, [new AddressChange()], Ct)).Failure?.Code);
        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<CustomerProperties>().RemoveAsync(anna, [1], "en", Ct)).Failure?.Code);
        Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<Lists>().ChangeAsync(anna, 1, new ListEntryChange(), ["product"], groups: false, Ct)).Failure?.Code);
        Assert.Null(await scene.Get<Customers>().ReadAsync(anna, CustomerParts.Addresses, [], Ct));
    }

    private static async Task<Customer> EverythingAsync(Scene scene, Caller caller) =>
        (await scene.Get<Customers>().ReadAsync(caller, CustomerParts.Addresses | CustomerParts.Properties | CustomerParts.Lists, ["product"], Ct))!;
}
