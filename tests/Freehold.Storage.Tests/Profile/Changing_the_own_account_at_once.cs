using Freehold.Sqlite;
using Freehold.Storage.Tests.Ownership;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Profile;

/// <summary>Changes of many kinds at the same time, with ended sessions, freezes, failures and another program among them: what memory says must never outlive what was written.</summary>
public sealed class Changing_the_own_account_at_once
{
    private const int Rounds = 60;

    private static readonly Phone NewPhone = Phone.Parse("+48555015332", "phone", null).Value!;

    public static IEnumerable<object[]> Storages => TestCore.Storages;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Storages))]
    public async Task loses_no_change_and_obeys_no_ended_session(string storage)
    {
        await using var scene = await Scene.StartWithSendersAsync(storage);
        var random = new Random(20261123);
        var people = new List<Person>();
        for (var i = 0; i < 3; i++) people.Add(new Person(i, await scene.RegisterAsync($"anna{i}@example.com")));

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var one in people)
            {
                while (one.Good.Count < 3) one.Good.Add(await scene.SignInAsync($"anna{one.Number}@example.com", Scene.Password));
                for (var i = 0; i < 2; i++) await scene.ReadAsync(Any(one.Good));
            }

            foreach (var one in people) one.Wanted.Clear();
            var all = people.SelectMany(one => Changes(one, round)).ToArray();
            random.Shuffle(all);
            await Task.WhenAll(all.Select(change => change()));

            foreach (var one in people)
            {
                var row = (await scene.RowAsync(one.Caller.Customer))!;
                foreach (var (field, value) in one.Wanted) Assert.Equal((round, field, value), (round, field, row[field]));
                foreach (var good in one.Good) Assert.Equal(row.Fields.ToArray(), (await scene.ReadAsync(good))?.Fields.ToArray());
                foreach (var ended in one.Ended) Assert.Null(await scene.ReadAsync(ended));
                await scene.ChangeAsync(one.Good[0], (_, account, now) => Task.FromResult(account.FrozenUntil = random.Next(3) == 0 ? now.AddHours(1) : null));
                one.IsFrozen = (await scene.RowAsync(one.Caller.Customer))!.FrozenUntil is not null;
            }
        }

        // Who does what is decided before anything runs. Each change writes a field of its own: whoever began with an old row would put an old value back.
        IEnumerable<Func<Task>> Changes(Person one, int round)
        {
            foreach (var (field, agreements) in new[] { (ProfileField.City, false), (ProfileField.Company, true), (ProfileField.Title, false), (ProfileField.Postal, true) })
                if (Sometimes()) yield return Done(Any(one.Good), caller => UpdateAsync(caller, one, field, $"{field} {round}", agreements));
            if (Sometimes()) yield return () => BusinessAsync(one, $"state {round}");
            if (Sometimes()) yield return () => FailAsync(one);
            if (Sometimes()) yield return Done(Any(one.Good), caller => scene.Get<Addresses>().AddAsync(caller, [new AddressChange()], Ct));
            if (Sometimes()) yield return Done(one.Good[0], caller => FreezeCountsAsync(caller, one.IsFrozen));
            if (one.Ended.Count > 0) yield return Done(Any(one.Ended), ended => RefusedAsync(one, ended));
            if (storage == "sqlite" && Sometimes()) yield return () => ByHandAsync(one, $"by hand {round}");
            if (Sometimes()) yield return EndAsync(one);
        }

        static Func<Task> Done(Caller by, Func<Caller, Task> change) => () => change(by);

        bool Sometimes() => random.Next(2) == 0;

        Caller Any(List<Caller> callers) => callers[random.Next(callers.Count)];

        async Task UpdateAsync(Caller caller, Person one, ProfileField field, string value, bool agreements)
        {
            var change = new ProfileChange { Agreements = AgreementChange.Of(Agreements.Email, agreements ? value.Length % 2 == 0 : null) };
            change.Fields[field] = value;
            one.Wants(field, value, (await scene.Get<Profiles>().UpdateAsync(caller, change, Ct)).Failure is null);
        }

        async Task BusinessAsync(Person one, string value)
        {
            var change = new BusinessChange();
            change.Profile.Fields[ProfileField.State] = value;
            one.Wants(ProfileField.State, value, (await scene.Get<BusinessProfiles>().UpdateAsync(new ProfileKey.Id(one.Caller.Customer), change, Scene.Origin, Ct)).Failure is null);
        }

        async Task FailAsync(Person one) => await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Database.WriteAsync<int>(
            async session =>
            {
                await session.ExecuteAsync($"UPDATE account SET city = 'never', epoch = epoch + 1 WHERE customer_id = {one.Caller.Customer}", Ct);
                throw new InvalidOperationException();
            },
            Ct));

        async Task RefusedAsync(Person one, Caller ended)
        {
            var change = new ProfileChange { Agreements = AgreementChange.Of(Agreements.Sms, true) };
            Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<Profiles>().UpdateAsync(ended, change, Ct)).Failure?.Code);
            Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<EventRecording>().OfCustomerAsync(ended, [new ToldEvent("step", null, null, null)], Ct)).Failure?.Code);
            Assert.Equal(FailureCode.NotSignedIn, (await scene.Get<Sessions>().EndAsync(ended, one.Caller.Session, Ct)).Failure?.Code);
        }

        async Task ByHandAsync(Person one, string value)
        {
            await using (var other = new SqliteSession(Path.Combine(scene.Folder, "freehold.db"), ""))
                other.Run($"UPDATE account SET address3 = '{value}' WHERE customer_id = {one.Caller.Customer.Value}");
            one.Wants(ProfileField.Address3, value, true);
        }

        async Task FreezeCountsAsync(Caller caller, bool isFrozen) =>
            Assert.Equal(isFrozen, (await scene.Get<PhoneChanges>().RequestAsync(caller, NewPhone, Ct)).Failure?.Code == FailureCode.ChangesFrozen);

        // The session may still do what runs beside its end, and nothing later.
        Func<Task> EndAsync(Person one)
        {
            var (by, ended) = (one.Good[0], one.Good[^1]);
            one.Good.Remove(ended);
            one.Ended.Add(ended);
            return async () =>
            {
                Assert.Null((await scene.Get<Sessions>().EndAsync(by, ended.Session, Ct)).Failure);
                await RefusedAsync(one, ended);
            };
        }
    }

    private sealed class Person(int number, Caller caller)
    {
        public int Number => number;

        public Caller Caller => caller;

        public List<Caller> Good { get; } = [caller];

        public List<Caller> Ended { get; } = [];

        public Dictionary<ProfileField, string> Wanted { get; } = [];

        public bool IsFrozen { get; set; }

        public void Wants(ProfileField field, string value, bool isWritten)
        {
            lock (Wanted)
                if (isWritten) Wanted[field] = value;
        }
    }
}
