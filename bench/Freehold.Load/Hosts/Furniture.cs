using Freehold.Storage;

namespace Freehold.Load;

/// <summary>What somebody keeps who has used a shop for years: 20 addresses, 20 properties, 50 favourites that the catalogue knows.</summary>
internal static class Furniture
{
    /// <summary>So many of the accounts have it, the first ones.</summary>
    public const int Accounts = 500;

    private const int Addresses = 20;
    private const int Properties = 20;
    private const int Favourites = 50;

    /// <summary>The catalogue that the favourites point to.</summary>
    public static IReadOnlyList<Product> Catalogue { get; } = [.. Enumerable.Range(1, Favourites).Select(number => new Product($"{number}", $"article-{number}", $"Article number {number}", 1))];

    public static async Task<Done> AddAsync(Session session, CustomerId customer, DateTimeOffset now, CancellationToken ct)
    {
        long last = 0;
        for (var number = 0; number < Addresses; number++)
        {
            var address = new Address { Id = last = EntryLimits.Next(last, now), Position = number };
            var change = new AddressChange();
            foreach (var (field, text) in new[]
            {
                (ProfileField.FirstName, "Anna"), (ProfileField.LastName, "Kowalska"), (ProfileField.Address1, $"ul. Kwiatowa {number}"), (ProfileField.Postal, "30-001"),
                (ProfileField.City, "Krakow"), (ProfileField.CountryId, "PL"), (ProfileField.LanguageId, "pl"), (ProfileField.Telephone, "+48555015332"),
            })
                change.Fields[field] = text;
            address.Apply(change);
            await session.SaveAddressAsync(customer, address, ct);
        }

        for (var number = 0; number < Properties; number++) await session.SavePropertyAsync(customer, new CustomerProperty(last = EntryLimits.Next(last, now), $"type-{number}", null, $"value {number}"), ct);
        for (var number = 0; number < Favourites; number++)
            await session.SaveEntryAsync(customer, new ListEntry(last = EntryLimits.Next(last, now), "product", "favorite", $"{number + 1}", null, null, null, number, 1), ct);
        return new Done();
    }
}
