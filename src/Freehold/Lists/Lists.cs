using Freehold.Storage;

namespace Freehold;

/// <summary>The customer's favourites, watched products and the like. Only entries that show, in the domains that are asked for, can be seen or reached.</summary>
public sealed class Lists(Database database, OwnAccounts accounts, TimeProvider clock)
{
    /// <summary>Adds entries, all or none.</summary>
    /// <returns>The entries that show in the domains; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.TooMany"/>, <see cref="FailureCode.Taken"/>.</returns>
    public Task<Result<IReadOnlyList<ListEntry>>> AddAsync(Caller caller, IReadOnlyList<ListEntryChange> added, IReadOnlyCollection<string> domains, CancellationToken ct) =>
        database.WriteAsync<Result<IReadOnlyList<ListEntry>>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                var entries = await session.ListEntriesAsync(account.Id, ct);
                if (entries.Count + added.Count > EntryLimits.Most) return FailureCode.TooMany;

                var last = entries.Count == 0 ? (long?)null : entries.Max(entry => entry.Id);
                var fresh = new List<ListEntry>();
                foreach (var change in added)
                {
                    last = EntryLimits.Next(last, now);
                    var entry = change.Apply(new ListEntry(last.Value, "", "default", "", null, null, null, 0, 1));
                    if (entries.Exists(entry.Clashes) || fresh.Exists(entry.Clashes)) return new Failure(FailureCode.Taken) { Entry = fresh.Count };
                    fresh.Add(entry);
                }

                foreach (var entry in fresh) await session.SaveEntryAsync(account.Id, entry, ct);
                return Showing([.. entries, .. fresh], domains, now);
            },
            ct);

    /// <summary>Changes one entry.</summary>
    /// <param name="groups">Whether groups are asked for too, none of which can be changed.</param>
    /// <returns>The entry; <see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.NotFound"/>, <see cref="FailureCode.Forbidden"/> for a group, <see cref="FailureCode.Taken"/>.</returns>
    public Task<Result<ListEntry>> ChangeAsync(Caller caller, long id, ListEntryChange change, IReadOnlyCollection<string> domains, bool groups, CancellationToken ct) =>
        database.WriteAsync<Result<ListEntry>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                if (groups && await session.IsMembershipAsync(account.Id, [id], ct)) return FailureCode.Forbidden;
                var entries = await session.ListEntriesAsync(account.Id, ct);
                if (Showing(entries, domains, now).Find(one => one.Id == id) is not { } stood) return FailureCode.NotFound;

                var entry = change.Apply(stood);
                if (entries.Exists(entry.Clashes)) return new Failure(FailureCode.Taken) { Entry = 0 };
                await session.SaveEntryAsync(account.Id, entry, ct);
                return entry;
            },
            ct);

    /// <summary>Takes entries away; ids that do not show in the domains are skipped.</summary>
    /// <param name="groups">Whether groups are asked for too, none of which can be left.</param>
    /// <returns><see cref="FailureCode.NotSignedIn"/>, <see cref="FailureCode.Forbidden"/> for a group, or success.</returns>
    public Task<Result<Done>> RemoveAsync(Caller caller, IReadOnlyList<long> ids, IReadOnlyCollection<string> domains, bool groups, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await accounts.LockAsync(session, caller, now, ct) is not { } account) return FailureCode.NotSignedIn;
                if (groups && await session.IsMembershipAsync(account.Id, ids, ct)) return FailureCode.Forbidden;
                foreach (var entry in Showing(await session.ListEntriesAsync(account.Id, ct), domains, now))
                    if (ids.Contains(entry.Id)) await session.DeleteEntryAsync(account.Id, entry.Id, ct);
                return new Done();
            },
            ct);

    internal static List<ListEntry> Showing(List<ListEntry> entries, IReadOnlyCollection<string> domains, DateTimeOffset now)
    {
        var moment = ListQueries.Moment(now);
        return [.. entries.Where(entry => domains.Contains(entry.Domain) && entry.ShowsAt(moment)).OrderBy(entry => entry.Position).ThenBy(entry => entry.Id)];
    }
}
