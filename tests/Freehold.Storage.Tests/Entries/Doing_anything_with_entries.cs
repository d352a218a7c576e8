using System.Globalization;
using Freehold.Storage.Tests.Ownership;

namespace Freehold.Storage.Tests.Entries;

/// <summary>Random operations on addresses, properties and lists against a model of plain lists: what is answered and what stands agree after each.</summary>
public sealed class Doing_anything_with_entries
{
    private static readonly string[] Domains = ["product", "service"];
    private static readonly string?[] Languages = [null, "en", "de"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", 11)]
    [InlineData("sqlite", 12)]
    [InlineData("sqlite", 13)]
    [InlineData("postgres", 14)]
    [InlineData("postgres", 15)]
    public async Task agrees_with_a_model_of_plain_lists(string storage, int seed)
    {
        await using var scene = await Scene.StartAsync(storage);
        var model = new Model(scene, await scene.RegisterAsync("anna@example.com"), new Random(seed));

        for (var step = 0; step < 120; step++)
        {
            var did = await model.StepAsync();
            Assert.True(model.Expected() == await model.StandsAsync(), $"after step {step}, {did}:\n{model.Expected()}\n{await model.StandsAsync()}");
        }
    }

    private sealed class Model(Scene scene, Caller anna, Random random)
    {
        private readonly List<(long Id, string City)> addresses = [];
        private readonly List<CustomerProperty> properties = [];
        private readonly List<ListEntry> entries = [];

        public Task<string> StepAsync() => random.Next(9) switch
        {
            0 or 1 => AddAddressAsync(),
            2 => ChangeAddressAsync(),
            3 => AddPropertyAsync(),
            4 => ChangePropertyAsync(),
            5 => AddEntryAsync(),
            6 => ChangeEntryAsync(),
            7 => RemoveAsync(),
            _ => TouchUnknownAsync(),
        };

        public string Expected() => Text(
            addresses.Select((address, at) => $"{address.Id}@{at} {address.City}"),
            properties,
            entries.Where(entry => entry.Status > 0 && entry.Domain == "product").OrderBy(entry => entry.Position).ThenBy(entry => entry.Id));

        public async Task<string> StandsAsync()
        {
            var customer = (await scene.Get<Customers>().ReadAsync(anna, CustomerParts.Addresses | CustomerParts.Properties | CustomerParts.Lists, ["product"], Ct))!;
            return Text(customer.Addresses.Select(address => $"{address.Id}@{address.Position} {address[ProfileField.City]}"), customer.Properties, customer.Lists);
        }

        private static string Text(IEnumerable<string> addresses, IEnumerable<CustomerProperty> properties, IEnumerable<ListEntry> entries) =>
            $"{string.Join(';', addresses)} | {string.Join(';', properties)} | {string.Join(';', entries)}";

        private async Task<string> AddAddressAsync()
        {
            var cities = Enumerable.Range(0, random.Next(1, 3)).Select(_ => City()).ToList();
            var added = (await scene.Get<Addresses>().AddAsync(anna, [.. cities.Select(Change)], Ct)).Value;
            foreach (var (city, address) in cities.Zip(added.Skip(addresses.Count))) addresses.Add((address.Id, city));
            return "address added";
        }

        private async Task<string> ChangeAddressAsync()
        {
            if (addresses.Count == 0) return "nothing";
            var at = random.Next(addresses.Count);
            addresses[at] = (addresses[at].Id, City());
            Assert.Null((await scene.Get<Addresses>().ChangeAsync(anna, addresses[at].Id, Change(addresses[at].City), Ct)).Failure);
            return "address changed";
        }

        private async Task<string> AddPropertyAsync()
        {
            var wanted = new CustomerProperty(0, $"type {random.Next(3)}", Languages[random.Next(3)], $"{random.Next(3)}");
            var added = await scene.Get<CustomerProperties>().AddAsync(anna, [new PropertyChange { Type = wanted.Type, HasLanguage = true, Language = wanted.Language, Value = wanted.Value }], "en", Ct);
            Assert.Equal(Clashes(wanted), added.Failure?.Code == FailureCode.Taken);
            if (added.Failure is null) properties.Add(wanted with { Id = (await AllPropertiesAsync())[^1].Id });
            return "property added";
        }

        private async Task<string> ChangePropertyAsync()
        {
            if (properties.Count == 0) return "nothing";
            var at = random.Next(properties.Count);
            var wanted = properties[at] with { Value = $"{random.Next(3)}" };
            var changed = await scene.Get<CustomerProperties>().ChangeAsync(anna, wanted.Id, new PropertyChange { Value = wanted.Value }, "en", Ct);
            Assert.Equal(wanted.Language == "de" ? FailureCode.NotFound : Clashes(wanted) ? FailureCode.Taken : null, changed.Failure?.Code);
            if (changed.Failure is null) properties[at] = wanted;
            return "property changed";
        }

        private async Task<string> AddEntryAsync()
        {
            var change = new ListEntryChange { Domain = Domains[random.Next(2)], Type = random.Next(2) == 0 ? "favorite" : "watch", RefId = $"{random.Next(4)}", Position = random.Next(3), Status = random.Next(3) - 1 };
            var added = await scene.Get<Lists>().AddAsync(anna, [change], Domains, Ct);
            var clashes = entries.Exists(entry => (entry.Domain, entry.Type, entry.RefId) == (change.Domain, change.Type, change.RefId));
            Assert.Equal(clashes, added.Failure?.Code == FailureCode.Taken);
            if (!clashes) entries.Add(new ListEntry(await LastEntryAsync(), change.Domain, change.Type, change.RefId, null, null, null, change.Position!.Value, change.Status!.Value));
            return "entry added";
        }

        private async Task<string> ChangeEntryAsync()
        {
            if (entries.Count == 0) return "nothing";
            var at = random.Next(entries.Count);
            var wanted = entries[at] with { RefId = $"{random.Next(4)}", Position = random.Next(3), Config = """{"timeframe":"7"}""" };
            var change = new ListEntryChange { RefId = wanted.RefId, Position = wanted.Position, HasConfig = true, Config = wanted.Config };
            var changed = await scene.Get<Lists>().ChangeAsync(anna, wanted.Id, change, ["product"], groups: false, Ct);
            var clashes = entries.Exists(entry => entry.Id != wanted.Id && (entry.Domain, entry.Type, entry.RefId) == (wanted.Domain, wanted.Type, wanted.RefId));
            Assert.Equal(wanted.Status <= 0 || wanted.Domain != "product" ? FailureCode.NotFound : clashes ? FailureCode.Taken : null, changed.Failure?.Code);
            if (changed.Failure is null) entries[at] = wanted;
            return "entry changed";
        }

        private async Task<string> RemoveAsync()
        {
            if (addresses.Count > 0) Assert.Null((await scene.Get<Addresses>().RemoveAsync(anna, [Take(addresses).Id, 1], Ct)).Failure);
            if (properties.FindAll(property => property.ShowsIn("en")) is { Count: > 0 } shown)
            {
                var gone = shown[random.Next(shown.Count)];
                properties.Remove(gone);
                Assert.Null((await scene.Get<CustomerProperties>().RemoveAsync(anna, [gone.Id], "en", Ct)).Failure);
            }

            if (entries.Count > 0)
            {
                var meant = entries[random.Next(entries.Count)];
                if (meant.Status > 0) entries.Remove(meant);
                Assert.Null((await scene.Get<Lists>().RemoveAsync(anna, [meant.Id], Domains, groups: false, Ct)).Failure);
            }

            return "removed";
        }

        private async Task<string> TouchUnknownAsync()
        {
            Assert.Equal(FailureCode.NotFound, (await scene.Get<Addresses>().ChangeAsync(anna, 7, Change("X"), Ct)).Failure?.Code);
            Assert.Null((await scene.Get<Lists>().RemoveAsync(anna, [.. entries.Select(entry => entry.Id)], [], groups: false, Ct)).Failure);
            return "unknown touched";
        }

        private bool Clashes(CustomerProperty wanted) =>
            wanted.Language is not null && properties.Exists(property => property.Id != wanted.Id && property with { Id = 0 } == wanted with { Id = 0 });

        private Task<List<CustomerProperty>> AllPropertiesAsync() => scene.Database.ReadAsync(session => session.ListPropertiesAsync(anna.Customer, Ct), Ct);

        private async Task<long> LastEntryAsync() => (await scene.Database.ReadAsync(session => session.ListEntriesAsync(anna.Customer, Ct), Ct)).Max(entry => entry.Id);

        private T Take<T>(List<T> list)
        {
            var taken = list[random.Next(list.Count)];
            list.Remove(taken);
            return taken;
        }

        private string City() => $"City {random.Next(1000).ToString(CultureInfo.InvariantCulture)}";

        private static AddressChange Change(string city)
        {
            var change = new AddressChange();
            change.Fields[ProfileField.City] = city;
            return change;
        }
    }
}
