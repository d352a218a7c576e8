using System.Diagnostics;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Profile;

/// <summary>T42 and T71, where reads come from memory.</summary>
public sealed class Keeping_accounts_in_memory
{
    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task answers_the_same_caller_again_without_the_database(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");

        await scene.ReadAsync(caller);
        Assert.False(await scene.Database.KeepsAsync(scene.Get<Profiles>(), caller), "whoever comes once is not kept");
        await KeepAsync(scene, caller);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task tells_sessions_of_one_account_apart(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        await KeepAsync(scene, caller);

        Assert.Null(await scene.ReadAsync(caller with { Session = "made-up" }));
        Assert.Null(await scene.ReadAsync(caller with { Customer = new CustomerId(caller.Customer.Value + 1) }));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_an_account_for_all_its_sessions(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var phone = await scene.RegisterAsync("anna@example.com");
        var browser = await scene.SignInAsync("anna@example.com", Scene.Password);
        await AssertKeepsAsync(scene, phone, async () =>
        {
            await KeepAsync(scene, phone);
            await KeepAsync(scene, browser);
        });
        Assert.Null(await scene.ReadAsync(phone with { Session = phone.Session + browser.Session }));

        await scene.Get<Sessions>().EndAsync(browser, phone.Session, Ct);
        Assert.Null(await scene.ReadAsync(phone));
        await KeepAsync(scene, browser);
        Assert.Null(await scene.ReadAsync(phone));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_what_one_session_wrote_for_the_others_too(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var phone = await scene.RegisterAsync("anna@example.com");
        var browser = await scene.SignInAsync("anna@example.com", Scene.Password);
        await AssertKeepsAsync(scene, browser, async () =>
        {
            await KeepAsync(scene, phone);
            await KeepAsync(scene, browser);
            await UpdateAsync(scene, phone, ProfileField.WhatsAppId, "first");
        });
        Assert.Equal("first", (await scene.ReadAsync(browser))![ProfileField.WhatsAppId]);

        await scene.Get<Sessions>().EndAsync(phone, browser.Session, Ct);
        await UpdateAsync(scene, phone, ProfileField.WhatsAppId, "second");
        Assert.Null(await scene.ReadAsync(browser));
        Assert.Equal("second", (await scene.ReadAsync(phone))![ProfileField.WhatsAppId]);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task is_not_made_to_forget_by_a_stranger(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");

        await AssertKeepsAsync(scene, caller, async () =>
        {
            await KeepAsync(scene, caller);
            await scene.Get<PasswordChanges>().RequestResetAsync("nobody@example.com", Scene.Origin, Ct);
        });
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_the_groups_until_anybody_writes_them(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        Assert.Empty(await GroupsAsync());

        await scene.Get<Freehold.Groups>().PutAsync([new Group("1", "vip", "Best customers")], Ct);
        await scene.Get<AccountControl>().ChangeAsync(caller.Customer, null, ["1"], Ct);
        Assert.Equal(["Best customers"], await GroupsAsync());

        // It names the customer as a plain number, and so goes unnoticed.
        await scene.Database.WriteAsync(session => session.ExecuteAsync($"DELETE FROM membership WHERE customer_id = {caller.Customer.Value}", Ct), Ct);
        Assert.Equal(["Best customers"], await GroupsAsync());

        await scene.Get<AccountControl>().ChangeAsync(caller.Customer, null, ["1"], Ct);
        Assert.Equal(["Best customers"], await GroupsAsync());
        await scene.Get<Freehold.Groups>().PutAsync([new Group("1", "vip", "Very best customers")], Ct);
        Assert.Equal(["Very best customers"], await GroupsAsync());
        await scene.Get<AccountControl>().ChangeAsync(caller.Customer, null, [], Ct);
        Assert.Empty(await GroupsAsync());

        async Task<IEnumerable<string?>> GroupsAsync()
        {
            var shown = (await ReadAsync(CustomerParts.Groups)).Groups;
            for (var again = 0; again < 2; again++) Assert.Equal(shown, (await ReadAsync(CustomerParts.Groups)).Groups);
            Assert.Empty((await ReadAsync(CustomerParts.None)).Groups);
            return shown.Select(group => group.Label);
        }

        async Task<Customer> ReadAsync(CustomerParts parts) => (await scene.Get<Customers>().ReadAsync(caller, parts, [], Ct))!;
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_a_revoked_session_at_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        Func<Caller, Task>[] revocations =
        [
            caller => scene.Get<Sessions>().EndAsync(caller, caller.Session, Ct),
            async caller => await scene.Get<Sessions>().EndOthersAsync(await scene.SignInAsync((await scene.RowAsync(caller.Customer))!.Email!, Scene.Password), Ct),
            caller => scene.Get<AccountControl>().ChangeAsync(caller.Customer, enabled: false, null, Ct),
            caller => DisableAloneAsync(scene, caller),
            caller => scene.Get<BusinessProfiles>().SignOutAsync(new ProfileKey.Id(caller.Customer), Ct),
            caller => scene.Get<BusinessProfiles>().DeleteAsync(new ProfileKey.Id(caller.Customer), Ct),
        ];

        for (var i = 0; i < revocations.Length; i++)
        {
            var caller = await scene.RegisterAsync($"customer{i}@example.com");
            await KeepAsync(scene, caller);
            await revocations[i](caller);
            Assert.True(await scene.ReadAsync(caller) is null, $"revocation {i}");
            Assert.Equal(FailureCode.NotSignedIn, (await UpdateAsync(scene, caller, ProfileField.AvatarUrl, "https://example.com/")).Failure?.Code);
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_a_session_that_was_revoked_in_the_same_commit_as_its_own_update(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        await KeepAsync(scene, caller);
        var gate = new TaskCompletionSource();
        var before = scene.Database.WriteAsync(async _ => { await gate.Task; return 0; }, Ct);

        // Where there is one writer, both wait for it and then share a commit.
        var updated = UpdateAsync(scene, caller, ProfileField.AvatarUrl, "https://example.com/own");
        var ended = scene.Get<Sessions>().EndAsync(caller, caller.Session, Ct);
        gate.SetResult();
        await Task.WhenAll(before, updated, ended);

        Assert.Null(await scene.ReadAsync(caller));
    }

    [Fact]
    public async Task refuses_an_update_behind_the_revocation_in_the_same_commit()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        Func<Caller, Task>[] revocations =
        [
            caller => scene.Get<Sessions>().EndAsync(caller, caller.Session, Ct),
            caller => scene.Get<AccountControl>().ChangeAsync(caller.Customer, enabled: false, null, Ct),
            caller => DisableAloneAsync(scene, caller),
            caller => scene.Get<BusinessProfiles>().SignOutAsync(new ProfileKey.Id(caller.Customer), Ct),
        ];
        for (var i = 0; i < revocations.Length; i++)
        {
            var caller = await scene.RegisterAsync($"customer{i}@example.com");
            await KeepAsync(scene, caller);
            var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
            var before = scene.Database.WriteAsync(async _ => { begun.SetResult(); await gate.Task; return 0; }, Ct);
            await begun.Task;

            // The update is decided by what is kept in memory, of which nobody knows yet that it is to be dropped.
            var ended = revocations[i](caller);
            var updated = UpdateAsync(scene, caller, ProfileField.AvatarUrl, "https://example.com/late");
            gate.SetResult();
            await Task.WhenAll(before, ended);

            Assert.Equal(FailureCode.NotSignedIn, (await updated).Failure?.Code);
            Assert.Null((await scene.RowAsync(caller.Customer))![ProfileField.AvatarUrl]);
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task stores_a_label_that_stays_while_what_it_was_made_of_changes(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com", profile: new ProfileChange { Fields = { [ProfileField.LastName] = "Kowalska", [ProfileField.Company] = "ACME" } });
        var made = (await KeepAsync(scene, caller))[ProfileField.Label];
        Assert.Contains("ACME", made, StringComparison.Ordinal);

        // A form sends back what it showed.
        await scene.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Fields = { [ProfileField.Label] = made, [ProfileField.Company] = "Beta" } }, Ct);

        Assert.Equal((made, "Beta"), ((await scene.RowAsync(caller.Customer))![ProfileField.Label], (await scene.ReadAsync(caller))![ProfileField.Company]));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task stores_whatever_changes(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com", profile: new ProfileChange { Fields = { [ProfileField.FirstName] = "Anna", [ProfileField.LastName] = "Kowalska" } });
        ProfileField[] plain =
        [
            ProfileField.Company, ProfileField.Label, ProfileField.VatId, ProfileField.Title, ProfileField.Address1, ProfileField.Address2, ProfileField.Address3,
            ProfileField.Postal, ProfileField.State, ProfileField.Telephone, ProfileField.Telefax, ProfileField.WhatsAppId,
        ];
        var random = new Random(20261123);

        // More kinds of updates than are kept prepared.
        for (var round = 0; round < 900; round++)
        {
            var change = new ProfileChange();
            foreach (var field in plain)
                if (random.Next(2) == 0) change.Fields[field] = random.Next(8) == 0 ? null : $"{field} {round}";
            if (random.Next(3) == 0) change.Fields[ProfileField.Label] = (await scene.ReadAsync(caller))![ProfileField.Label];
            if (random.Next(20) == 0) change.Fields[ProfileField.FirstName] = $"Anna {round}";
            if (random.Next(5) == 0) change.Attributes["round"] = $"{round}";
            if (random.Next(5) == 0) await KeepAsync(scene, caller);

            var answered = (await scene.Get<Profiles>().UpdateAsync(caller, change, Ct)).Value!;

            var row = (await scene.RowAsync(caller.Customer))!;
            Assert.Equal(answered.Fields.ToArray(), row.Fields.ToArray());
            Assert.Equal(answered.Attributes, row.Attributes);
        }
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_a_session_whose_time_is_over(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        await KeepAsync(scene, caller);

        scene.Clock.UtcNow += TimeSpan.FromDays(30);

        Assert.Null(await scene.ReadAsync(caller));
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task refuses_an_update_by_a_session_whose_time_ended_since_it_was_read(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        var account = await KeepAsync(scene, caller);
        account[ProfileField.AvatarUrl] = "https://example.com/late";

        scene.Clock.UtcNow = account.SessionExpiresAt;

        Assert.False(await scene.Get<OwnAccounts>().SaveAsync(caller, account, Ct));
        Assert.Null((await scene.RowAsync(caller.Customer))![ProfileField.AvatarUrl]);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task shows_what_anybody_wrote(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        await KeepAsync(scene, caller);

        await UpdateAsync(scene, caller, ProfileField.AvatarUrl, "https://example.com/own");
        Assert.Equal("https://example.com/own", (await scene.ReadAsync(caller))![ProfileField.AvatarUrl]);

        await scene.ChangeAsync(caller, (_, account, _) => Task.FromResult(account[ProfileField.City] = "Gdynia"));
        Assert.Equal("Gdynia", (await scene.ReadAsync(caller))![ProfileField.City]);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task keeps_nothing_of_a_change_that_was_refused(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");
        var stood = await KeepAsync(scene, caller);

        var change = new ProfileChange { Fields = { [ProfileField.AvatarUrl] = "https://example.com/new" }, Repeated = { ["customId"] = "other" } };
        var answer = await scene.Get<Profiles>().UpdateAsync(caller, change, Ct);

        Assert.Equal(FailureCode.ReadOnly, answer.Failure!.Code);
        Assert.Null((await scene.ReadAsync(caller))![ProfileField.AvatarUrl]);
        Assert.Equal(stood.Version, (await scene.ReadAsync(caller))!.Version);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task never_shows_less_than_was_answered(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var callers = new List<Caller>();
        for (var i = 0; i < 3; i++) callers.Add(await scene.RegisterAsync($"customer{i}@example.com"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var work = callers.Select(async caller =>
        {
            var answered = 0;
            using var reading = new SemaphoreSlim(0);
            var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(
                async () =>
                {
                    var reads = 0;
                    while (!stop.IsCancellationRequested)
                    {
                        var atLeast = Volatile.Read(ref answered);
                        var shown = int.Parse((await scene.ReadAsync(caller))![ProfileField.WhatsAppId] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
                        Assert.True(shown >= atLeast, $"{shown} was shown after {atLeast} was answered");
                        if (reads++ == 0) reading.Release();
                    }
                },
                Ct)).ToList();
            foreach (var _ in readers) await reading.WaitAsync(Ct);
            for (var round = 1; round <= 60; round++)
            {
                Assert.Null((await UpdateAsync(scene, caller, ProfileField.WhatsAppId, $"{round}")).Failure);
                Volatile.Write(ref answered, round);
            }

            return readers;
        }).ToList();
        var readers = (await Task.WhenAll(work)).SelectMany(some => some).ToList();
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Theory, MemberData(nameof(Storages))]
    public async Task loses_no_update_of_two_at_once(string storage)
    {
        await using var scene = await Scene.StartAsync(storage);
        var caller = await scene.RegisterAsync("anna@example.com");

        for (var round = 0; round < 60; round++)
        {
            var answers = await Task.WhenAll(
                Task.Run(() => UpdateAsync(scene, caller, ProfileField.AvatarUrl, $"https://example.com/{round}"), Ct),
                Task.Run(() => UpdateAsync(scene, caller, ProfileField.WhatsAppId, $"{round}"), Ct),
                Task.Run(() => UpdateAsync(scene, caller, ProfileField.City, $"Town {round}"), Ct));

            Assert.All(answers, answer => Assert.Null(answer.Failure));
            foreach (var account in new[] { await scene.ReadAsync(caller), await scene.RowAsync(caller.Customer) })
                Assert.Equal(($"https://example.com/{round}", $"{round}", $"Town {round}"), (account![ProfileField.AvatarUrl], account[ProfileField.WhatsAppId], account[ProfileField.City]));
        }

        Assert.Equal(180, await scene.CountAsync("profile_update"));
    }

    // An account that is disabled loses its sessions too: what its standing does by itself shows where they are left.
    private static Task<int> DisableAloneAsync(Scene scene, Caller caller) =>
        scene.ChangeAnyAsync(session => session.ExecuteAsync($"UPDATE account SET standing = {(long)Standing.Disabled} WHERE customer_id = {caller.Customer}", Ct));

    private static async Task<Account> KeepAsync(Scene scene, Caller caller)
    {
        Account? kept = null;
        await AssertKeepsAsync(scene, caller, async () =>
        {
            await scene.ReadAsync(caller);
            kept = await scene.ReadAsync(caller);
            Assert.NotNull(kept);
        });
        return kept!;
    }

    // Where other nodes may write and are not heard, what is kept is too old after a few seconds, be it because it stood before or because the machine stalls: only what was read at once right before proves anything.
    private static async Task AssertKeepsAsync(Scene scene, Caller caller, Func<Task> afterAsync)
    {
        for (var again = 0; ; again++)
        {
            var watch = Stopwatch.StartNew();
            await afterAsync();
            if (await scene.Database.KeepsAsync(scene.Get<Profiles>(), caller)) return;
            Assert.True(scene.Database.IsShared && again < 10 && (again == 0 || watch.Elapsed > TimeSpan.FromSeconds(1)), "not kept");
        }
    }

    private static Task<Result<Account>> UpdateAsync(Scene scene, Caller caller, ProfileField field, string value) =>
        scene.Get<Profiles>().UpdateAsync(caller, new ProfileChange { Fields = { [field] = value } }, Ct);
}
