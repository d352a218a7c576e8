using Freehold.Storage;

namespace Freehold;

/// <summary>Reading an account together with what belongs to it.</summary>
public sealed class Customers(Database database, OwnAccounts accounts, TimeProvider clock)
{
    /// <summary>The caller with the parts that are asked for, one statement for each; null when the session is over in any way.</summary>
    /// <param name="domains">Which list entries are wanted, such as <c>product</c>.</param>
    public async Task<Customer?> ReadAsync(Caller caller, CustomerParts parts, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        if (await accounts.ReadAsync(caller, ct) is not { } account) return null;
        if (parts == CustomerParts.None) return new Customer { Account = account };

        var now = clock.GetUtcNow();
        return await database.ReadAsync(
            async session => new Customer
            {
                Account = account,
                Groups = parts.HasFlag(CustomerParts.Groups) ? await session.ListMembershipsAsync(account.Id, ct) : [],
                Addresses = parts.HasFlag(CustomerParts.Addresses) ? await session.ListAddressesAsync(account.Id, ct) : [],
                Properties = parts.HasFlag(CustomerParts.Properties) ? await session.ListPropertiesAsync(account.Id, ct) : [],
                Lists = parts.HasFlag(CustomerParts.Lists) ? Lists.Showing(await session.ListEntriesAsync(account.Id, ct), domains, now) : [],
                Products = parts.HasFlag(CustomerParts.Products) ? await session.ListKeptProductsAsync(account.Id, ct) : [],
            },
            ct);
    }
}
