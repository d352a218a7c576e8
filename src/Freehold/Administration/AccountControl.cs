using Freehold.Storage;

namespace Freehold;

/// <summary>What the business side decides about an account: whether it may be used, and its groups.</summary>
public sealed class AccountControl(Database database, TimeProvider clock)
{
    /// <summary>Changes an account; a disabled one loses every session at once.</summary>
    /// <param name="customer">Whose account; also by the number of a profile that was merged into it.</param>
    /// <param name="enabled">Whether it may be used; null leaves it.</param>
    /// <param name="groups">All of its groups, in order; null leaves them.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns><see cref="FailureCode.NotFound"/> without such an account, <see cref="FailureCode.OutOfRange"/> for a group that is not in the list of groups; nothing has then changed.</returns>
    public Task<Result<Done>> ChangeAsync(CustomerId customer, bool? enabled, IReadOnlyList<string>? groups, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async session =>
            {
                var now = clock.GetUtcNow();
                if (await session.LockProfileAsync(new ProfileKey.Id(customer), ct) is not { } account) return FailureCode.NotFound;
                if (groups is not null && await UnknownAsync(session, groups, ct) is { } unknown) return new Failure(FailureCode.OutOfRange, "groups") { Rejected = unknown };

                if (enabled is null && groups is null) return new Done();
                if (groups is not null) await SetGroupsAsync(session, account.Id, groups, now, ct);
                if (enabled == false) await session.EndSessionsAsync(account, except: null, ct);
                if (enabled is { } use) account.Standing = Switched(account.Standing, use);
                await session.SaveAccountAsync(account, now, ct);
                return new Done();
            },
            ct);

    // Only the mailbox proof ends the wait for activation.
    private static Standing Switched(Standing standing, bool enabled) => (standing, enabled) switch
    {
        (Standing.Waiting or Standing.DisabledWaiting, true) => Standing.Waiting,
        (Standing.Waiting or Standing.DisabledWaiting, false) => Standing.DisabledWaiting,
        (_, true) => Standing.Active,
        (_, false) => Standing.Disabled,
    };

    private static async Task<string?> UnknownAsync(Session session, IReadOnlyList<string> groups, CancellationToken ct)
    {
        foreach (var group in groups)
            if (await session.FirstAsync($"SELECT group_id FROM customer_group WHERE group_id = {group}", row => row.Text(0), ct) is null) return group;
        return null;
    }

    private static async Task SetGroupsAsync(Session session, CustomerId customer, IReadOnlyList<string> groups, DateTimeOffset now, CancellationToken ct)
    {
        var left = await session.ListAsync($"SELECT group_id FROM membership WHERE customer_id = {customer}", row => row.Text(0), ct);
        for (var position = 0; position < groups.Count; position++)
        {
            left.Remove(groups[position]);
            await session.ExecuteAsync(
                $"""
                INSERT INTO membership (customer_id, group_id, list_id, position) VALUES ({customer}, {groups[position]}, {Randomness.RowId(now)}, {position})
                ON CONFLICT (customer_id, group_id) DO UPDATE SET position = excluded.position
                """,
                ct);
        }

        foreach (var group in left) await session.ExecuteAsync($"DELETE FROM membership WHERE customer_id = {customer} AND group_id = {group}", ct);
    }
}
