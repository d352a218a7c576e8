using System.Text;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Deletion;

/// <summary>T60, T61 and T63: afterwards nobody can tell whose account it was.</summary>
public sealed class Erasing
{
    private const string Canary = "kanarienvogel";
    private const string Digits = "48555077777";

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task leaves_no_value_of_the_account_in_any_table_but_orders(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var canary = await CanaryAsync(scene);
        Assert.NotEmpty(await HoldersAsync(scene, storage, Canary));

        Assert.Equal(DeletionOutcome.Leaving, (await scene.Get<Deletions>().DeleteAsync(canary, new DeletionProof.Password(Scene.Password), Scene.Ct)).Value);
        scene.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await scene.Get<Deletions>().EraseDueAsync(Scene.Ct));

        // The receipt waits for its departure; it goes when it is sent.
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM outbox WHERE template = {MessageTemplate.DeletionReceipt}", Scene.Ct));
        Assert.Equal(["customer_order"], await HoldersAsync(scene, storage, Canary));
        Assert.Empty(await HoldersAsync(scene, storage, Digits));
        Assert.Equal(["customer_order"], await HoldersAsync(scene, storage, canary.Customer.ToString()));
        Assert.Empty(await HoldersAsync(scene, storage, Scene.Origin.Address));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_events_and_agreements_countable_under_one_pseudonym(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var canary = await CanaryAsync(scene);
        await scene.Get<Profiles>().UpdateAsync(canary, new ProfileChange { Fields = { [ProfileField.City] = "Oslo" } }, Scene.Ct);
        await scene.Get<Profiles>().UpdateAsync(canary, new ProfileChange { Fields = { [ProfileField.Company] = "Fjord" } }, Scene.Ct);
        var (events, updates, records) = (await scene.CountAsync("event"), await scene.CountAsync("profile_update"), await scene.CountAsync("agreement_record"));

        await scene.Get<Deletions>().DeleteAsync(canary, new DeletionProof.Password(Scene.Password), Scene.Ct);
        scene.Clock.Advance(TimeSpan.FromDays(7));
        await scene.Get<Deletions>().EraseDueAsync(Scene.Ct);

        Assert.Equal(events + 1, await scene.CountAsync("event"));
        Assert.Equal(1, await scene.CountAsync("event", "action = 'client.deleteAccount'"));
        Assert.Equal(updates, await scene.CountAsync("profile_update", "customer_id < 0"));
        Assert.Equal(records, await scene.CountAsync("agreement_record", "customer_id < 0 AND client_address IS NULL"));
        Assert.Equal(1, await scene.CountAsync("(SELECT customer_id FROM event UNION SELECT customer_id FROM profile_update UNION SELECT DISTINCT customer_id FROM agreement_record) kept"));
        Assert.Equal(1, await scene.CountAsync("customer_order"));
    }

    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task frees_the_address_for_a_new_unconnected_account(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var first = await scene.RegisterAsync("anna@example.com", phone: "+48555015332", code: "anna", customId: "a-1");
        await scene.Get<Deletions>().DeleteAsync(first, new DeletionProof.Password(Scene.Password), Scene.Ct);

        var second = await scene.RegisterAsync("anna@example.com", code: "anna", customId: "a-1");

        Assert.NotEqual(first.Customer, second.Customer);
        Assert.Null((await scene.ReadAsync(second))!.Phone);
        Assert.Equal(0, await scene.CountAsync("event", $"customer_id = {first.Customer}"));
    }

    /// <summary>Such as the answer to a registration attempt; what is for others waits on.</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task takes_back_what_waits_for_an_address_or_phone_from_before_it_had_an_account(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        scene.Clock.Advance(TimeSpan.FromDays(8));
        anna = await scene.SignInAsync("new@example.com", Scene.Password);
        await scene.ChangeAnyAsync(async session =>
        {
            await session.ExecuteAsync($"UPDATE account SET phone = {"+" + Digits}, phone_digits = {Digits} WHERE customer_id = {anna.Customer}", Scene.Ct);
            foreach (var to in (string[])["anna@example.com", "new@example.com", "+" + Digits, "other@example.com"])
            {
                var early = new OutgoingMessage(to[0] == '+' ? MessageChannel.Sms : MessageChannel.Email, to, MessageTemplate.NoticeChanged, new Dictionary<string, string>());
                await scene.Get<Outbox>().EnqueueAsync(session, new CustomerId(0), early, scene.Clock.GetUtcNow(), Scene.Ct);
            }

            return 0;
        });

        Assert.Equal(DeletionOutcome.Erased, (await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct)).Value);

        Assert.Equal(["other@example.com"], await scene.Database.ReadAsync(session => session.ListAsync($"SELECT recipient FROM outbox WHERE template = {MessageTemplate.NoticeChanged}", row => row.Text(0), Scene.Ct), Scene.Ct));
    }

    /// <summary>The address beside a number, the account's or its pseudonym, would tell whose events and orders those are.</summary>
    [Theory]
    [MemberData(nameof(TestCore.Storages), MemberType = typeof(TestCore))]
    public async Task keeps_the_receipt_under_no_number(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var anna = await scene.RegisterAsync("anna@example.com");

        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);

        Assert.Equal(1, await scene.CountAsync("outbox", "customer_id = 0 AND template = 'deletion-receipt'"));
    }

    [Fact]
    public async Task leaves_nothing_in_the_database_file()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await scene.RegisterAsync($"{Canary}@example.com");
        await scene.Get<Deletions>().DeleteAsync(anna, new DeletionProof.Password(Scene.Password), Scene.Ct);
        await scene.ChangeAnyAsync(session => session.ExecuteAsync($"DELETE FROM outbox", Scene.Ct));

        var bytes = await scene.DatabaseFileAsync();

        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)));
    }

    private static async Task<Caller> CanaryAsync(Scene scene)
    {
        var profile = new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, granted: true) };
        for (var field = 0; field < ProfileFields.Count; field++) profile.Fields[(ProfileField)field] = $"{Canary}{field}";
        profile.Attributes[Canary] = $"\"{Canary}\"";
        var canary = await scene.RegisterAsync($"{Canary}@example.com", phone: "+" + Digits, profile, code: Canary, customId: Canary);
        await scene.ChangeEmailAsync(canary, $"second{Canary}@example.com");
        Assert.Null((await scene.Get<EventRecording>().OfCustomerAsync(canary, [new ToldEvent("seen", null, $"{{\"who\":\"{Canary}\"}}", null)], Scene.Ct)).Failure);
        await scene.ChangeAnyAsync(async session =>
        {
            await session.CopyAgreementsAsync(canary.Customer, [new AgreementRecord("sms", true, scene.Clock.GetUtcNow(), Canary, Canary, Canary)], scene.Clock.GetUtcNow(), Scene.Ct);
            // Written before the address had an account.
            var early = new OutgoingMessage(MessageChannel.Email, $"second{Canary}@example.com", MessageTemplate.NoticeChanged, new Dictionary<string, string>());
            await scene.Get<Outbox>().EnqueueAsync(session, new CustomerId(0), early, scene.Clock.GetUtcNow(), Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO membership (customer_id, group_id, list_id, position) VALUES ({canary.Customer}, {"1"}, {1L}, {0L})", Scene.Ct);
            await session.ExecuteAsync($"INSERT INTO code (customer_id, purpose, target, secret, epoch, tries, created_at, expires_at) VALUES ({canary.Customer}, {"phone"}, {Canary}, {new byte[] { 1 }}, {1L}, {0L}, {0L}, {0L})", Scene.Ct);
            return await session.ExecuteAsync($"INSERT INTO customer_order (order_id, customer_id, placed_at, document) VALUES ({"1"}, {canary.Customer}, {0L}, {$"{{\"name\":\"{Canary}\"}}"})", Scene.Ct);
        });
        return canary;
    }

    private static async Task<List<string>> HoldersAsync(Scene scene, string storage, string value)
    {
        var holders = new List<string>();
        foreach (var table in await scene.SchemaAsync(storage))
        {
            var found = string.Join(" OR ", table.Select(column => $"CAST({column} AS TEXT) LIKE '%{value}%'"));
            if (await scene.CountAsync(table.Key, found) > 0) holders.Add(table.Key);
        }

        return holders;
    }
}
