using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

/// <summary>What the business side does with address, number and uuid of a profile without account.</summary>
public sealed class Changing_identifiers_of_a_profile
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_none_of_them_where_one_is_anothers(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await PutAsync(scene, Change("nora@example.com"));
        await PutAsync(scene, Change("ole@example.com", "O-1", "u-ole"));

        var number = await UpdateAsync(scene, nora, Change("first@example.com", "O-1"));
        var uuid = await UpdateAsync(scene, nora, Change("second@example.com", "N-2", "u-ole"));

        Assert.Equal([(FailureCode.Taken, "customId"), (FailureCode.Taken, "uuid")], new[] { number, uuid }.Select(failure => (failure!.Code, failure.Field!)));
        Assert.Equal(("nora@example.com", null), ((await scene.RowAsync(nora))!.Email, (await scene.RowAsync(nora))!.CustomId));
        foreach (var change in new[] { Change("first@example.com"), Change("second@example.com"), Change(null, "N-2") }) Assert.NotEqual(nora, await PutAsync(scene, change));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task frees_those_that_it_had(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await PutAsync(scene, Change("nora@example.com", "N-1", "u-1"));

        Assert.Null(await UpdateAsync(scene, nora, Change("berg@example.com", "N-2", "u-2")));

        foreach (var old in new[] { Change("nora@example.com"), Change(null, "N-1") }) Assert.NotEqual(nora, await PutAsync(scene, old));
        Assert.Equal("u-1", (await scene.RowAsync(await PutAsync(scene, Change("ole@example.com", uuid: "u-1"))))!.Uuid);
        foreach (var current in new[] { Change("berg@example.com"), Change(null, "N-2") }) Assert.Equal(nora, await PutAsync(scene, current));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task takes_a_uuid_beside_what_found_the_profile_for_a_hint(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await PutAsync(scene, Change("nora@example.com", uuid: "u-1"));
        await PutAsync(scene, Change("ole@example.com", uuid: "u-ole"));

        foreach (var uuid in new[] { "u-2", "u-ole" }) Assert.Equal(nora, await PutAsync(scene, Change("nora@example.com", uuid: uuid)));

        Assert.Equal("u-1", (await scene.RowAsync(nora))!.Uuid);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_nobody_without_a_uuid(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await PutAsync(scene, Change("nora@example.com", uuid: "u-1"));

        var refused = await UpdateAsync(scene, nora, new BusinessChange { Uuid = new(true, null) });

        Assert.Equal((FailureCode.ReadOnly, "uuid"), (refused!.Code, refused.Field));
        Assert.Equal("u-1", (await scene.RowAsync(nora))!.Uuid);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_once_who_somebody_is(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await PutAsync(scene, new BusinessChange { Phone = new(true, Phone.Parse("+4755501933", "phone", null).Value) });

        Task<long> IdentifiedAsync() => scene.CountAsync("event", $"customer_id = {nora.Value} AND action LIKE '%{EventAction.Identified}%'");
        Assert.Equal(0, await IdentifiedAsync());
        foreach (var change in new[] { Change("nora@example.com"), Change("berg@example.com", "N-1") })
        {
            Assert.Null(await UpdateAsync(scene, nora, change));
            Assert.Equal(1, await IdentifiedAsync());
        }
    }

    /// <summary>Two people may share a phone: who has a number of their own is not whoever is known by it alone.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task finds_nobody_by_a_phone_beside_a_new_number(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var phone = Phone.Parse("+4755501933", "phone", null).Value;
        var first = await PutAsync(scene, new BusinessChange { Phone = new(true, phone) });

        var numbered = await PutAsync(scene, new BusinessChange { Phone = new(true, phone), CustomId = new(true, "N-1") });

        Assert.NotEqual(first, numbered);
        Assert.Null((await scene.RowAsync(first))!.CustomId);
    }

    private static async Task<CustomerId> PutAsync(Scene scene, BusinessChange change)
    {
        var put = await scene.Get<BusinessProfiles>().PutAsync(change, Scene.Origin, Scene.Ct);
        Assert.Null(put.Failure);
        return put.Value;
    }

    private static async Task<Failure?> UpdateAsync(Scene scene, CustomerId profile, BusinessChange change) =>
        (await scene.Get<BusinessProfiles>().UpdateAsync(new ProfileKey.Id(profile), change, Scene.Origin, Scene.Ct)).Failure;

    private static BusinessChange Change(string? email, string? customId = null, string? uuid = null) => new()
    {
        Email = email is null ? default : new(true, Scene.Email(email)),
        CustomId = customId is null ? default : new(true, customId),
        Uuid = uuid is null ? default : new(true, uuid),
    };
}
