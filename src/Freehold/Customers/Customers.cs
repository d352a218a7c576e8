using Freehold.Storage;

namespace Freehold;

/// <summary>Reading an account together with what belongs to it.</summary>
public sealed class Customers(Database database, OwnAccounts accounts, RecentAccounts recent, TimeProvider clock)
{
    /// <summary>The caller with the parts that are asked for, one statement for each that is not in memory; null when the session is over in any way.</summary>
    /// <param name="domains">Which list entries are wanted, such as <c>product</c>.</param>
    public async ValueTask<Customer?> ReadAsync(Caller caller, CustomerParts parts, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        if (await accounts.ReadAsync(caller, ct) is not { } account) return null;
        var groups = parts.HasFlag(CustomerParts.Groups) ? account.Groups : [];
        var areAllKnown = groups is not null && (parts & ~CustomerParts.Groups) == CustomerParts.None;
        return areAllKnown ? new Customer { Account = account, Groups = groups! } : await ReadAsync(account, groups, parts, domains, ct);
    }

    private async Task<Customer> ReadAsync(Account account, IReadOnlyList<Membership>? groups, CustomerParts parts, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        var (now, revision) = (clock.GetUtcNow(), database.Revisions.Of(account.Id));
        var customer = await database.ReadAsync(
            async session => new Customer
            {
                Account = account,
                Groups = groups ?? await session.ListMembershipsAsync(account.Id, ct),
                Addresses = parts.HasFlag(CustomerParts.Addresses) ? await session.ListAddressesAsync(account.Id, ct) : [],
                Properties = parts.HasFlag(CustomerParts.Properties) ? await session.ListPropertiesAsync(account.Id, ct) : [],
                Lists = parts.HasFlag(CustomerParts.Lists) ? Lists.Showing(await session.ListEntriesAsync(account.Id, ct), domains, now) : [],
                Products = parts.HasFlag(CustomerParts.Products) ? await session.ListKeptProductsAsync(account.Id, ct) : [],
            },
            ct);
        if (groups is null) recent.Keep(account.Id, customer.Groups, revision);
        return customer;
    }
}
