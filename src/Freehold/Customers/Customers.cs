using Freehold.Storage;

namespace Freehold;

/// <summary>Reading an account together with what belongs to it.</summary>
public sealed class Customers(Database database, OwnAccounts accounts, RecentAccounts recent, TimeProvider clock)
{
    /// <summary>The caller with the parts that are asked for, as of one moment; null when the session is over in any way.</summary>
    /// <param name="domains">Which list entries are wanted, such as <c>product</c>.</param>
    public async ValueTask<Customer?> ReadAsync(Caller caller, CustomerParts parts, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        if (await accounts.ReadAsync(caller, ct) is not { } account) return null;
        var groups = parts.HasFlag(CustomerParts.Groups) ? account.Groups : [];
        var areAllKnown = groups is not null && (parts & ~CustomerParts.Groups) == CustomerParts.None;
        return areAllKnown ? new Customer { Account = account, Groups = groups! } : await ReadAsync(caller, groups, parts, domains, ct);
    }

    private async Task<Customer?> ReadAsync(Caller caller, IReadOnlyList<Membership>? groups, CustomerParts parts, IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        var (now, revision) = (clock.GetUtcNow(), database.Revisions.Of(caller.Customer));
        var customer = await database.ReadAtOnceAsync(
            async session =>
            {
                // Since the account was found, its owner's proof may have ended the session and brought in what the shop knows.
                if (await session.ReadAccountAsync(caller, now, ct) is not { } account) return null;
                return new Customer
                {
                    Account = account,
                    Groups = groups ?? await session.ListMembershipsAsync(account.Id, ct),
                    Addresses = parts.HasFlag(CustomerParts.Addresses) ? await session.ListAddressesAsync(account.Id, ct) : [],
                    Properties = parts.HasFlag(CustomerParts.Properties) ? await session.ListPropertiesAsync(account.Id, ct) : [],
                    Lists = parts.HasFlag(CustomerParts.Lists) ? Lists.Showing(await session.ListEntriesAsync(account.Id, ct), domains, now) : [],
                    Products = parts.HasFlag(CustomerParts.Products) ? await session.ListKeptProductsAsync(account.Id, ct) : [],
                };
            },
            ct);
        if (customer is not null && groups is null) recent.Keep(customer.Account.Id, customer.Groups, revision);
        return customer;
    }
}
