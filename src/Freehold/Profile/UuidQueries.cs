using Freehold.Storage;

namespace Freehold;

/// <summary>A uuid is a hint about a device, not a proof: it moves to whoever registers or signs in with a password, and no data moves with it.</summary>
internal static class UuidQueries
{
    /// <summary>Gives the account a uuid (the caller saves it); whoever had it gets a fresh one.</summary>
    public static async Task TakeUuidAsync(this Session session, Account account, string uuid, DateTimeOffset now, CancellationToken ct)
    {
        if (account.Uuid == uuid) return;
        await session.KeepEarlierUuidAsync(account.Uuid, account.Id, ct);
        await session.MoveUuidAsync(uuid, account.Id, now, ct);
        account.Uuid = uuid;
    }

    /// <summary>Moves a uuid to the account that shows it; whoever had it gets a fresh one.</summary>
    public static async Task MoveUuidAsync(this Session session, string uuid, CustomerId customer, DateTimeOffset now, CancellationToken ct)
    {
        while (true)
        {
            var holder = await session.FindHolderAsync(IdentifierKind.Uuid, uuid, ct);
            if (holder is { } other && other != customer)
            {
                var fresh = Randomness.Uuid(now);
                if (await session.ExecuteAsync($"UPDATE account SET uuid = {fresh}, version = version + 1 WHERE customer_id = {other} AND uuid = {uuid}", ct) == 1)
                    await session.SeizeAsync(IdentifierKind.Uuid, fresh, other, ct);
            }

            // Who came to have it meanwhile gets a fresh one too.
            if (await session.TakeFromAsync(holder, IdentifierKind.Uuid, uuid, customer, ct)) return;
        }
    }
}
