using Freehold.Storage;

namespace Freehold;

/// <summary>
/// Makes the profiles of a batch that nobody has yet, many rows in one statement: on a database elsewhere each statement is a
/// round trip. Whatever is not so plain (an identifier that is somebody's, or stands twice in the batch) is left to be put one by one.
/// </summary>
internal static class NewProfiles
{
    private static readonly SqlFragment FieldColumns = new(string.Join(", ", ProfileFields.Columns));

    /// <summary>Makes what can be made so.</summary>
    /// <returns>The rows that were made.</returns>
    public static async Task<HashSet<int>> MakeProfilesAsync(this Session session, IReadOnlyList<BusinessChange> changes, int first, int end, Origin origin, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = await FreshAsync(session, changes, first, end, ct);
        var drawn = new HashSet<CustomerId>();
        var profiles = wanted.Select(row => (Row: row, Change: changes[row], Account: Filled(changes[row], drawn, now)))
            .Where(profile => CustomAttributes.TooLong(profile.Account.Attributes) is null)
            .ToList();

        var inserted = await InsertAsync(session, profiles.ConvertAll(profile => profile.Account), now, ct);
        profiles.RemoveAll(profile => !inserted.Contains(profile.Account.Id));
        var unclaimed = await ClaimAsync(session, profiles.ConvertAll(profile => profile.Account), now, ct);
        foreach (var (_, _, account) in profiles.Where(profile => unclaimed.Contains(profile.Account.Id))) await session.UnmakeAccountAsync(account, ct);
        profiles.RemoveAll(profile => unclaimed.Contains(profile.Account.Id));

        await session.KeepListedAsync(profiles.ConvertAll(profile => profile.Account), ct);
        await session.RecordAgreementsAsync(profiles.ConvertAll(profile => (profile.Account.Id, profile.Change.Profile.Agreements)), origin, now, ct);
        await RecordAsync(session, profiles.ConvertAll(profile => profile.Account.Id), now, ct);
        return [.. profiles.Select(profile => profile.Row)];
    }

    /// <summary>A profile with a number that no other one of the batch has: many are drawn at one moment.</summary>
    private static Account Filled(BusinessChange change, HashSet<CustomerId> drawn, DateTimeOffset now)
    {
        while (true)
        {
            var profile = NewProfile.Filled(change, change.Uuid.Value, now);
            if (drawn.Add(profile.Id)) return profile;
        }
    }

    /// <summary>The rows of named profiles whose identifiers are nobody's and stand nowhere else in the batch; who has those of the others is held.</summary>
    private static async Task<List<int>> FreshAsync(Session session, IReadOnlyList<BusinessChange> changes, int first, int end, CancellationToken ct)
    {
        var rows = Enumerable.Range(first, end - first).Select(row => (Row: row, Keys: Keys(changes[row]))).ToList();
        var uses = rows.SelectMany(row => row.Keys).CountBy(key => key).ToDictionary();
        var keys = uses.Keys.ToList();
        var taken = new HashSet<(long Kind, string Value)>();
        var holders = new SortedSet<long>();
        foreach (var (begin, count) in SqlRows.Groups(keys.Count))
        {
            var group = new SqlRows(count, (row, i) => row.Add(keys[begin + i].Kind).Add(keys[begin + i].Value));
            foreach (var (kind, value, holder) in await session.ListAsync(
                $"SELECT i.kind, i.value, i.customer_id FROM (VALUES {group}) AS w JOIN identifier i ON i.kind = w.column1 AND i.value = w.column2", row => (row.Long(0), row.Text(1), row.Long(2)), ct))
            {
                taken.Add((kind, value));

                // A uuid finds nobody to write to.
                if (kind != (long)IdentifierKind.Uuid) holders.Add(holder);
            }
        }

        await session.HoldAsync([.. holders], ct);

        return [.. rows
            .Where(row => (changes[row.Row].Email.Value is not null || changes[row.Row].CustomId.Value is not null) && row.Keys.TrueForAll(key => uses[key] == 1 && !taken.Contains(key)))
            .Select(row => row.Row)];
    }

    private static List<(long Kind, string Value)> Keys(BusinessChange change)
    {
        var keys = new List<(long, string)>();
        if (change.Email.Sets(out var email)) keys.AddRange([((long)IdentifierKind.Contact, email.Folded), ((long)IdentifierKind.Login, email.Folded)]);
        if (change.CustomId.Sets(out var customId)) keys.Add(((long)IdentifierKind.CustomId, customId));
        if (change.Uuid.Sets(out var uuid)) keys.Add(((long)IdentifierKind.Uuid, uuid));
        return keys;
    }

    /// <summary>Writes the rows; those whose number was taken are missing in the answer.</summary>
    private static async Task<HashSet<CustomerId>> InsertAsync(Session session, List<Account> accounts, DateTimeOffset now, CancellationToken ct)
    {
        var inserted = new HashSet<CustomerId>();
        foreach (var (begin, count) in SqlRows.Groups(accounts.Count))
        {
            var rows = new SqlRows(count, (row, i) =>
            {
                var account = accounts[begin + i];
                row.Add(account.Id).Add(1L).Add(account.CreatedAt).Add(now).Add((long)account.Standing).Add(account.Registered).Add(1L)
                    .Add(account.Email).Add(false).Add(account.CustomId).Add(account.Uuid).Add(account.Phone).Add(account.StoredPhoneDigits()).Add(false)
                    .Add((long)account.Agreements).Add(account.Attributes).Add(account.Tags);
                foreach (var field in account.StoredFields()) row.Add(field);
            });
            inserted.UnionWith(await session.ListAsync(
                $"""
                INSERT INTO account (customer_id, version, created_at, changed_at, standing, registered, epoch, email, email_verified,
                    custom_id, uuid, phone, phone_digits, phone_proved, agreements, attributes, tags, {FieldColumns})
                VALUES {rows} ON CONFLICT (customer_id) DO NOTHING RETURNING customer_id
                """,
                row => row.Customer(0),
                ct));
        }

        return inserted;
    }

    /// <summary>Takes every identifier; the profiles that did not get all of theirs.</summary>
    private static async Task<HashSet<CustomerId>> ClaimAsync(Session session, List<Account> accounts, DateTimeOffset now, CancellationToken ct)
    {
        var claims = new List<(IdentifierKind Kind, string Value, CustomerId Customer)>();
        foreach (var account in accounts)
        {
            if (account.FoldedEmail is { } email) claims.Add((IdentifierKind.Contact, email, account.Id));
            if (account.CustomId is { } customId) claims.Add((IdentifierKind.CustomId, customId, account.Id));
            claims.Add((IdentifierKind.Uuid, account.Uuid, account.Id));
        }

        // In one order, so that batches with the same newcomers do not wait in a circle either.
        claims = [.. claims.OrderBy(claim => claim.Kind).ThenBy(claim => claim.Value, StringComparer.Ordinal)];
        var missing = claims.Select(claim => (claim.Kind, claim.Customer)).ToHashSet();
        foreach (var (begin, count) in SqlRows.Groups(claims.Count))
        {
            var rows = new SqlRows(count, (row, i) => row.Add((long)claims[begin + i].Kind).Add(claims[begin + i].Value).Add(claims[begin + i].Customer));
            missing.ExceptWith(await session.ListAsync(
                $"""
                INSERT INTO identifier (kind, value, customer_id) VALUES {rows}
                ON CONFLICT (kind, value) DO UPDATE SET customer_id = excluded.customer_id, reserved_until = NULL, apart = excluded.apart WHERE identifier.reserved_until <= {now}
                RETURNING kind, customer_id
                """,
                row => ((IdentifierKind)row.Int(0), row.Customer(1)),
                ct));
        }

        return [.. missing.Select(claim => claim.Customer)];
    }

    private static async Task RecordAsync(Session session, List<CustomerId> customers, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var (begin, count) in SqlRows.Groups(customers.Count))
        {
            // Each row shows as two events with numbers of their own, also where two of these customers turn out to be one.
            var id = Randomness.RowId(now);
            var rows = new SqlRows(count, (row, i) => row.Add(customers[begin + i]).Add(id + (2 * i)).Add(now).Add(JoinedEvents.AddedAndIdentified).Add(JoinedEvents.AddedAndIdentified));
            await session.ExecuteAsync($"INSERT INTO event (customer_id, event_id, at, action, label) VALUES {rows} ON CONFLICT (customer_id, event_id) DO NOTHING", ct);
        }
    }
}
