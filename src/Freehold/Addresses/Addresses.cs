using Freehold.Storage;

namespace Freehold;

/// <summary>The customer's delivery addresses.</summary>
public sealed class Addresses(Database database, OwnAccounts accounts, TimeProvider clock)
{
    /// <summary>Adds addresses, all or none.</summary>
    /// <returns>All addresses of the customer; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.TooMany"/>.</returns>
    public Task<Result<IReadOnlyList<Address>>> AddAsync(Caller caller, IReadOnlyList<AddressChange> added, CancellationToken ct) =>
        database.WriteAsync<Result<IReadOnlyList<Address>>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                var addresses = await session.ListAddressesAsync(account.Id, ct);
                if (addresses.Count + added.Count > EntryLimits.Most) return FailureCode.TooMany;

                foreach (var change in added)
                {
                    var address = new Address { Id = EntryLimits.Next(addresses.LastOrDefault()?.Id, now), Position = addresses.Count };
                    address.Apply(change);
                    await session.SaveAddressAsync(account.Id, address, ct);
                    addresses.Add(address);
                }

                return addresses;
            },
            ct);

    /// <summary>Changes one address.</summary>
    /// <returns>The address; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.NotFound"/>.</returns>
    public Task<Result<Address>> ChangeAsync(Caller caller, long id, AddressChange change, CancellationToken ct) =>
        database.WriteAsync<Result<Address>>(
            async session =>
            {
                if (await accounts.LockAsync(session, caller, clock.GetUtcNow(), ct) is not { } account) return FailureCode.NotSignedIn;
                var address = (await session.ListAddressesAsync(account.Id, ct)).Find(one => one.Id == id);
                if (address is null) return FailureCode.NotFound;

                address.Apply(change);
                await session.SaveAddressAsync(account.Id, address, ct);
                return address;
            },
            ct);

    /// <summary>Takes addresses away; unknown ids are skipped.</summary>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, or success.</returns>
    public Task<Result<Done>> RemoveAsync(Caller caller, IReadOnlyList<long> ids, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                if (await accounts.LockAsync(session, caller, clock.GetUtcNow(), ct) is not { } account) return FailureCode.NotSignedIn;
                foreach (var id in ids) await session.DeleteAddressAsync(account.Id, id, ct);
                return new Done();
            },
            ct);
}
