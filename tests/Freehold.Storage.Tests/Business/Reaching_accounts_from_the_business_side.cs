using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Business;

/// <summary>What the business side cannot do to an account, and what becomes the account's of a profile.</summary>
public sealed class Reaching_accounts_from_the_business_side
{
    private const string Nora = "nora@example.com";

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    [Theory, MemberData(nameof(Storages))]
    public async Task changes_no_phone_that_the_customer_proved(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await scene.RegisterAsync(Nora);
        var proved = Phone.Parse("+4755501933", "phone", null).Value;
        await scene.ChangeAsync(nora, async (session, account, now) =>
        {
            await scene.Get<SignInChanges>().ChangePhoneAsync(session, account, proved, proved: true, now, Scene.Ct);
            return true;
        });

        foreach (var phone in new[] { Phone.Parse("+4755501934", "phone", null).Value, null })
        {
            var refused = await UpdateAsync(scene, new ProfileKey.Id(nora.Customer), new BusinessChange { Phone = new(true, phone) });
            Assert.Equal((FailureCode.ReadOnly, "phone"), (refused?.Code, refused?.Field));
        }

        Assert.Null(await UpdateAsync(scene, new ProfileKey.Id(nora.Customer), new BusinessChange { Phone = new(true, proved), Tags = new(true, """["vip"]""") }));
        Assert.Equal((proved.Text, true, """["vip"]"""), await scene.RowAsync(nora.Customer) is { } account ? (account.Phone, account.PhoneProved, account.Tags) : default);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task changes_no_phone_in_the_day_after_an_undo(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await scene.RegisterVerifiedAsync(Nora);
        await scene.ChangeEmailAsync(nora, "thief@example.com");
        Assert.Null((await scene.Get<Undos>().UndoAsync(await scene.LinkAsync(Nora, MessageTemplate.NoticeEmailChanged), Scene.Ct)).Failure);
        var (key, change) = (new ProfileKey.Id(nora.Customer), new BusinessChange { Phone = new(true, Phone.Parse("+4755501933", "phone", null).Value) });

        var refused = await UpdateAsync(scene, key, change);
        scene.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(FailureCode.ChangesFrozen, refused?.Code);
        Assert.Null(await UpdateAsync(scene, key, change));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task adds_no_more_attributes_than_one_holds(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await scene.RegisterAsync(Nora);

        var failures = new List<(FailureCode?, string?)>();
        foreach (var name in new[] { "first", "second" })
        {
            var change = new ProfileChange();
            change.Attributes[name] = $"\"{new string('x', 40_000)}\"";
            change.Fields[ProfileField.City] = name;
            var failure = await UpdateAsync(scene, new ProfileKey.Id(nora.Customer), new BusinessChange { Profile = change });
            failures.Add((failure?.Code, failure?.Field));
        }

        Assert.Equal([(null, null), (FailureCode.TooLong, "attributes")], failures);
        Assert.Equal("first", (await scene.ReadAsync(nora))![ProfileField.City]);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task finds_none_that_is_leaving(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var nora = await scene.RegisterVerifiedAsync(Nora);
        await scene.Get<Deletions>().DeleteAsync(nora, new DeletionProof.RecentSession(TimeSpan.FromMinutes(30)), Scene.Ct);
        var key = new ProfileKey.Id(nora.Customer);

        var failures = new[]
        {
            await UpdateAsync(scene, key, new BusinessChange { Tags = new(true, """["vip"]""") }),
            (await scene.Get<BusinessProfiles>().SignOutAsync(key, Scene.Ct)).Failure,
            (await scene.Get<BusinessProfiles>().DeleteAsync(key, Scene.Ct)).Failure,
        };

        Assert.All(failures, failure => Assert.Equal(FailureCode.NotFound, failure?.Code));
        Assert.Null(await scene.Get<ProfileDirectory>().FindAsync(key, Scene.Ct));
        Assert.Null((await scene.Get<Deletions>().CancelAsync(await scene.LinkAsync(Nora, MessageTemplate.CancelDeletion), Scene.Ct)).Failure);
        Assert.Null((await scene.RowAsync(nora.Customer))!.Tags);
    }

    /// <summary>An account whose mailbox was not proved is left alone: a profile beside it gets the change, unless that is refused.</summary>
    [Theory, MemberData(nameof(Storages))]
    public async Task leaves_no_profile_of_a_refused_change_beside_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com", customId: "A-1");
        await scene.RegisterAsync(Nora);

        var refused = await UpdateAsync(scene, new ProfileKey.Email(Scene.Email(Nora)), new BusinessChange { CustomId = new(true, "A-1") });

        Assert.Equal((FailureCode.Taken, "customId"), (refused?.Code, refused?.Field));
        Assert.Equal((2, 0), (await scene.CountAsync("account"), await scene.CountAsync("identifier", "kind = 5")));
        Assert.Equal("A-1", (await scene.RowAsync(anna.Customer))!.CustomId);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task finds_one_by_the_uuid_of_its_profile_and_keeps_the_addresses_of_both(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profile = (await scene.Get<BusinessProfiles>().PutAsync(new BusinessChange { Email = new(true, Scene.Email(Nora)), Uuid = new(true, "u-1") }, Scene.Origin, Scene.Ct)).Value;
        var nora = await scene.RegisterAsync(Nora);
        foreach (var (customer, city) in new[] { (profile, "Oslo"), (nora.Customer, "Bergen") })
            await scene.ChangeAnyAsync(session => session.ExecuteAsync($"INSERT INTO address (customer_id, address_id, city) VALUES ({customer}, 7, {city})", Scene.Ct));

        await scene.ChangeAsync(nora, (session, account, now) => SignInChanges.ProveMailboxAsync(session, account, Nora, ProofSide.Inside, Scene.Origin, now, Scene.Ct));

        Assert.Equal(nora.Customer, (await scene.Get<ProfileDirectory>().FindAsync(new ProfileKey.Uuid("u-1"), Scene.Ct))?.Id);
        var kept = (await scene.Get<Freehold.Customers>().ReadAsync(nora, CustomerParts.Addresses, [], Scene.Ct))!.Addresses;
        Assert.Equal(["Bergen", "Oslo"], kept.Select(address => address[ProfileField.City]));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task notes_a_sign_out_only_of_who_has_one(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var profile = (await scene.Get<BusinessProfiles>().PutAsync(new BusinessChange { Email = new(true, Scene.Email("ole@example.com")) }, Scene.Origin, Scene.Ct)).Value;
        var nora = await scene.RegisterAsync(Nora);

        foreach (var customer in new[] { profile, nora.Customer }) Assert.Null((await scene.Get<BusinessProfiles>().SignOutAsync(new ProfileKey.Id(customer), Scene.Ct)).Failure);

        var signedOut = await scene.Database.ReadAsync(session => session.ListAsync($"SELECT customer_id FROM event WHERE action = {EventAction.SignedOut}", row => row.Customer(0), Scene.Ct), Scene.Ct);
        Assert.Equal([nora.Customer], signedOut);
    }

    private static async Task<Failure?> UpdateAsync(Scene scene, ProfileKey key, BusinessChange change) =>
        (await scene.Get<BusinessProfiles>().UpdateAsync(key, change, Scene.Origin, Scene.Ct)).Failure;
}
